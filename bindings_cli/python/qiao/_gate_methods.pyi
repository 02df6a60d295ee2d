# Written by bindings_cli/python/stubs/make_stubs.py from the gate table.
from collections.abc import Iterable
from typing import Union

from typing_extensions import Self

from . import _core
from ._parameter import Parameter

Angle = Union[float, str, Parameter]
Qubits = Union[int, Iterable[int]]

def _list(qubits: Qubits) -> list[int]: ...

class GateMethods(_core.Circuit):
    def gphase(self, gamma: Angle, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Global phase: multiplies the state by e^{i gamma}; with controls a relative phase."""

    def cgphase(self, gamma: Angle, control: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Global phase: multiplies the state by e^{i gamma}; with controls a relative phase."""

    def ccgphase(self, gamma: Angle, control0: int, control1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Global phase: multiplies the state by e^{i gamma}; with controls a relative phase."""

    def id(self, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Identity."""

    def cid(self, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Identity."""

    def ccid(self, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Identity."""

    def x(self, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Pauli X, NOT."""

    def cx(self, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Pauli X, NOT."""

    def ccx(self, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Pauli X, NOT."""

    def y(self, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Pauli Y."""

    def cy(self, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Pauli Y."""

    def ccy(self, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Pauli Y."""

    def z(self, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Pauli Z."""

    def cz(self, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Pauli Z."""

    def ccz(self, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Pauli Z."""

    def h(self, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Hadamard."""

    def ch(self, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Hadamard."""

    def cch(self, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Hadamard."""

    def s(self, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Phase gate, the square root of Z: diag(1, i)."""

    def cs(self, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Phase gate, the square root of Z: diag(1, i)."""

    def ccs(self, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Phase gate, the square root of Z: diag(1, i)."""

    def sdg(self, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Inverse of s: diag(1, -i)."""

    def csdg(self, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Inverse of s: diag(1, -i)."""

    def ccsdg(self, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Inverse of s: diag(1, -i)."""

    def t(self, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """The fourth root of Z: diag(1, e^{i pi/4})."""

    def ct(self, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """The fourth root of Z: diag(1, e^{i pi/4})."""

    def cct(self, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """The fourth root of Z: diag(1, e^{i pi/4})."""

    def tdg(self, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Inverse of t: diag(1, e^{-i pi/4})."""

    def ctdg(self, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Inverse of t: diag(1, e^{-i pi/4})."""

    def cctdg(self, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Inverse of t: diag(1, e^{-i pi/4})."""

    def sx(self, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Square root of X: e^{i pi/4} RX(pi/2)."""

    def csx(self, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Square root of X: e^{i pi/4} RX(pi/2)."""

    def ccsx(self, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Square root of X: e^{i pi/4} RX(pi/2)."""

    def sxdg(self, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Inverse of sx."""

    def csxdg(self, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Inverse of sx."""

    def ccsxdg(self, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Inverse of sx."""

    def rx(self, theta: Angle, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about X: exp(-i theta X / 2)."""

    def crx(self, theta: Angle, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about X: exp(-i theta X / 2)."""

    def ccrx(self, theta: Angle, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about X: exp(-i theta X / 2)."""

    def ry(self, theta: Angle, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about Y: exp(-i theta Y / 2)."""

    def cry(self, theta: Angle, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about Y: exp(-i theta Y / 2)."""

    def ccry(self, theta: Angle, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about Y: exp(-i theta Y / 2)."""

    def rz(self, theta: Angle, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about Z: exp(-i theta Z / 2)."""

    def crz(self, theta: Angle, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about Z: exp(-i theta Z / 2)."""

    def ccrz(self, theta: Angle, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about Z: exp(-i theta Z / 2)."""

    def r(self, theta: Angle, phi: Angle, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about cos(phi) X + sin(phi) Y by theta."""

    def cr(self, theta: Angle, phi: Angle, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about cos(phi) X + sin(phi) Y by theta."""

    def ccr(self, theta: Angle, phi: Angle, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation about cos(phi) X + sin(phi) Y by theta."""

    def p(self, lam: Angle, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Phase diag(1, e^{i lambda}); u1 of OpenQASM 2."""

    def cp(self, lam: Angle, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Phase diag(1, e^{i lambda}); u1 of OpenQASM 2."""

    def ccp(self, lam: Angle, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Phase diag(1, e^{i lambda}); u1 of OpenQASM 2."""

    def u0(self, gamma: Angle, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Idle for gamma gate times: the identity. Of the original qelib1.inc."""

    def cu0(self, gamma: Angle, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Idle for gamma gate times: the identity. Of the original qelib1.inc."""

    def ccu0(self, gamma: Angle, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Idle for gamma gate times: the identity. Of the original qelib1.inc."""

    def u2(self, phi: Angle, lam: Angle, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """U(pi/2, phi, lambda)."""

    def cu2(self, phi: Angle, lam: Angle, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """U(pi/2, phi, lambda)."""

    def ccu2(self, phi: Angle, lam: Angle, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """U(pi/2, phi, lambda)."""

    def u(self, theta: Angle, phi: Angle, lam: Angle, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Any rotation: [[cos t/2, -e^{il} sin t/2], [e^{ip} sin t/2, e^{i(p+l)} cos t/2]]; u3 of OpenQASM 2."""

    def cu(self, theta: Angle, phi: Angle, lam: Angle, control: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Any rotation: [[cos t/2, -e^{il} sin t/2], [e^{ip} sin t/2, e^{i(p+l)} cos t/2]]; u3 of OpenQASM 2."""

    def ccu(self, theta: Angle, phi: Angle, lam: Angle, control0: int, control1: int, qubit: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Any rotation: [[cos t/2, -e^{il} sin t/2], [e^{ip} sin t/2, e^{i(p+l)} cos t/2]]; u3 of OpenQASM 2."""

    def swap(self, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Exchanges two qubits."""

    def cswap(self, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Exchanges two qubits."""

    def ccswap(self, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Exchanges two qubits."""

    def iswap(self, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Exchanges two qubits with a phase i: exp(i pi/4 (XX + YY))."""

    def ciswap(self, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Exchanges two qubits with a phase i: exp(i pi/4 (XX + YY))."""

    def cciswap(self, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Exchanges two qubits with a phase i: exp(i pi/4 (XX + YY))."""

    def dcx(self, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """cx a,b then cx b,a."""

    def cdcx(self, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """cx a,b then cx b,a."""

    def ccdcx(self, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """cx a,b then cx b,a."""

    def ecr(self, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Echoed cross resonance: rzx(pi/4) a,b; x a; rzx(-pi/4) a,b."""

    def cecr(self, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Echoed cross resonance: rzx(pi/4) a,b; x a; rzx(-pi/4) a,b."""

    def ccecr(self, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Echoed cross resonance: rzx(pi/4) a,b; x a; rzx(-pi/4) a,b."""

    def rxx(self, theta: Angle, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta XX / 2)."""

    def crxx(self, theta: Angle, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta XX / 2)."""

    def ccrxx(self, theta: Angle, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta XX / 2)."""

    def ryy(self, theta: Angle, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta YY / 2)."""

    def cryy(self, theta: Angle, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta YY / 2)."""

    def ccryy(self, theta: Angle, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta YY / 2)."""

    def rzz(self, theta: Angle, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta ZZ / 2)."""

    def crzz(self, theta: Angle, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta ZZ / 2)."""

    def ccrzz(self, theta: Angle, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta ZZ / 2)."""

    def rzx(self, theta: Angle, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta Z X / 2): Z on the first target, X on the second."""

    def crzx(self, theta: Angle, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta Z X / 2): Z on the first target, X on the second."""

    def ccrzx(self, theta: Angle, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """exp(-i theta Z X / 2): Z on the first target, X on the second."""

    def xx_minus_yy(self, theta: Angle, beta: Angle, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation by theta between |00> and |11> with phase beta."""

    def cxx_minus_yy(self, theta: Angle, beta: Angle, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation by theta between |00> and |11> with phase beta."""

    def ccxx_minus_yy(self, theta: Angle, beta: Angle, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation by theta between |00> and |11> with phase beta."""

    def xx_plus_yy(self, theta: Angle, beta: Angle, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation by theta between |01> and |10> with phase beta."""

    def cxx_plus_yy(self, theta: Angle, beta: Angle, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation by theta between |01> and |10> with phase beta."""

    def ccxx_plus_yy(self, theta: Angle, beta: Angle, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Rotation by theta between |01> and |10> with phase beta."""

    def fsim(self, theta: Angle, phi: Angle, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Fermionic simulation: cos, -i sin (theta) between |01> and |10>, e^{-i phi} on |11>."""

    def cfsim(self, theta: Angle, phi: Angle, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Fermionic simulation: cos, -i sin (theta) between |01> and |10>, e^{-i phi} on |11>."""

    def ccfsim(self, theta: Angle, phi: Angle, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Fermionic simulation: cos, -i sin (theta) between |01> and |10>, e^{-i phi} on |11>."""

    def givens(self, theta: Angle, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Real rotation by theta in the plane of |01> and |10>."""

    def cgivens(self, theta: Angle, control: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Real rotation by theta in the plane of |01> and |10>."""

    def ccgivens(self, theta: Angle, control0: int, control1: int, qubit0: int, qubit1: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Real rotation by theta in the plane of |01> and |10>."""

    def rccx(self, qubit0: int, qubit1: int, qubit2: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Toffoli up to relative phases (Margolus); the last target is flipped."""

    def crccx(self, control: int, qubit0: int, qubit1: int, qubit2: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Toffoli up to relative phases (Margolus); the last target is flipped."""

    def ccrccx(self, control0: int, control1: int, qubit0: int, qubit1: int, qubit2: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Toffoli up to relative phases (Margolus); the last target is flipped."""

    def rc3x(self, qubit0: int, qubit1: int, qubit2: int, qubit3: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Three-controlled X up to relative phases; the last target is flipped."""

    def crc3x(self, control: int, qubit0: int, qubit1: int, qubit2: int, qubit3: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Three-controlled X up to relative phases; the last target is flipped."""

    def ccrc3x(self, control0: int, control1: int, qubit0: int, qubit1: int, qubit2: int, qubit3: int, *, controls: Qubits = ..., on_zero: Qubits = ...) -> Self:
        """Three-controlled X up to relative phases; the last target is flipped."""
