package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h225.SecurityTypes;
import org.courtbridge.h323.h235.HashedToken;

/** Encodes messages with a token of H.235.1 in them. */
record Seal(String sendersId, Optional<String> generalId, String password, Instant now, RandomGenerator random) {

    /** Without a token, if there is no seal. */
    static byte[] encode(RasMessage message, Optional<Seal> seal) {
        return seal.map(known -> known.encode(message)).orElseGet(message::encode);
    }

    byte[] encode(RasMessage message) {
        HashedToken token = HashedToken.unsealed(sendersId, generalId, now, random);
        Choice choice = message.toChoice();
        Sequence tree = ((Sequence) choice.value())
                .but()
                .set(
                        "cryptoTokens",
                        List.of(SecurityTypes.CRYPTO_H323_TOKEN.value("nestedcryptoToken", token.toCryptoToken())))
                .done();
        byte[] octets = Ras.RAS_MESSAGE.encode(Ras.RAS_MESSAGE.value(choice.name(), tree));
        token.seal(octets, password);
        return octets;
    }
}
