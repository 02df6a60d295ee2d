"""A Qiskit script that runs on Qiao: only the backend's line is another one."""
from qiskit import QuantumCircuit

from qiao.interop.qiskit import QiaoBackend

circuit = QuantumCircuit(3, 3)
circuit.h(0)
circuit.cx(0, 1)
circuit.cx(1, 2)
circuit.measure(range(3), range(3))
backend = QiaoBackend()  # was: AerSimulator()
print(backend.run(circuit, shots=1000, seed_simulator=1).result().get_counts())
