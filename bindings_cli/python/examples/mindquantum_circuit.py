"""A MindQuantum circuit through Qiao and back, with certificates; its gradient on Qiao's engine."""
from mindquantum.core.circuit import Circuit
from mindquantum.core.operators import Hamiltonian, QubitOperator

import qiao
from qiao.interop.mindquantum import from_mindquantum, hamiltonian_from_mindquantum, to_mindquantum

circuit = Circuit().h(0).rx("theta", 1, 0).rzz({"phi": 2.0}, [0, 1])
ours, certificate = from_mindquantum(circuit, certificate=True)
print(ours, certificate.verdict, certificate.note)
energy, slopes = qiao.gradient(ours, hamiltonian_from_mindquantum(Hamiltonian(QubitOperator("Z0 Y1", 0.5))), {"theta": 0.3, "phi": 0.2})
print(f"energy {energy:.6f}, slopes {dict(zip(ours.parameters, slopes.round(6).tolist()))}")
back, certificate = to_mindquantum(ours, certificate=True)
print(back, certificate.verdict)
