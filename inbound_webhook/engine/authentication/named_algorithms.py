"""The algorithms of a standard by its own names: HMACs, and those with a public key."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass

from .asymmetric import find_asymmetric, private_key, public_key, unknown_algorithm
from .keys import check_length, shared_key
from .scheme import Scheme, Secret


@dataclass(frozen=True)
class NamedAlgorithms:
    """What a scheme of one standard can name as its algorithm.

    :param shared: hash functions of HMACs, by the name of the HMAC
    :param public: names in :data:`~.asymmetric.ASYMMETRIC`, by those of the standard
    """

    shared: Mapping[str, str]
    public: Mapping[str, str]

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, in the order in which people choose."""
        return (*self.shared, *self.public)

    def check(self, scheme: Scheme) -> None:
        """:raises InvalidSetup: the standard has no such algorithm"""
        if scheme.algorithm not in self.names:
            raise unknown_algorithm(scheme.algorithm)

    def check_secret(self, scheme: Scheme, secret: Secret) -> None:
        """:raises InvalidSetup: it cannot be read, or is too short"""
        if scheme.algorithm in self.shared:
            check_length(shared_key(scheme, secret))
        else:
            public_key(scheme, secret, self._asymmetric(scheme))

    def sign(self, scheme: Scheme, secret: Secret, message: bytes) -> bytes:
        """The signature of a message.

        :param secret: of public keys, the private one
        :raises InvalidSetup: it cannot be read, or there is no such algorithm
        """
        if scheme.algorithm in self.shared:
            name = self.shared[scheme.algorithm]
            return hmac.digest(shared_key(scheme, secret), message, name)
        algorithm = self._asymmetric(scheme)
        return algorithm.sign(private_key(scheme, secret, algorithm), message)

    def is_signed(
        self, scheme: Scheme, secret: Secret, signature: bytes, message: bytes
    ) -> bool:
        """Whether a signature is of a message; raises as :meth:`sign`."""
        if scheme.algorithm in self.shared:
            return hmac.compare_digest(self.sign(scheme, secret, message), signature)
        algorithm = self._asymmetric(scheme)
        key = public_key(scheme, secret, algorithm)
        return algorithm.is_signed(key, signature, message)

    def _asymmetric(self, scheme: Scheme):
        if scheme.algorithm not in self.public:
            raise unknown_algorithm(scheme.algorithm)
        return find_asymmetric(self.public[scheme.algorithm])
