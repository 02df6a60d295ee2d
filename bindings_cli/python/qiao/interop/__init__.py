"""Objects of other packages to circuits and back: :mod:`qiao.interop.qiskit`, :mod:`qiao.interop.mindquantum`."""
