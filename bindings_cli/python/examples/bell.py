"""A Bell pair: drawn, measured, as a state, as OpenQASM."""
import qiao

bell = qiao.Circuit(2, 2).h(0).cx(0, 1)
print(bell)
print(qiao.StateVector.from_circuit(bell).numpy())
print(qiao.run(bell.copy().measure_all(), shots=1000, seed=1).counts)
print(qiao.translate(bell, "qasm3").text)
