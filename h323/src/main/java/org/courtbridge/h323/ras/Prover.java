package org.courtbridge.h323.ras;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.courtbridge.h323.asn1.Choice;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.h225.Ras;
import org.courtbridge.h323.h225.SecurityTypes;
import org.courtbridge.h323.h225.generic.Addresses;
import org.courtbridge.h323.h235.AccessToken;
import org.courtbridge.h323.h235.H235Oids;
import org.courtbridge.h323.h235.H235Types;
import org.courtbridge.h323.h235.HashedToken;
import org.courtbridge.h323.h235.PasswordHash;
import org.courtbridge.h323.per.ObjectIdentifier;

/** Proves an endpoint's password in the way that its gatekeeper chose. */
final class Prover {

    /** All that can be proved, the strongest first. */
    static final List<ObjectIdentifier> ALGORITHMS =
            List.of(H235Oids.HMAC_SHA1_96, H235Oids.MD5, H235Oids.ACCESS_TOKEN);

    static final List<Choice> MECHANISMS = List.of(
            H235Types.AUTHENTICATION_MECHANISM.value("pwdHash"),
            H235Types.AUTHENTICATION_MECHANISM.value(
                    "authenticationBES", H235Types.AUTHENTICATION_BES.value("radius")));

    private final EndpointProfile.Login login;
    private final RandomGenerator random;
    private ObjectIdentifier algorithm = H235Oids.HMAC_SHA1_96;
    private PasswordHash.Ending ending = PasswordHash.Ending.NUL;

    Prover(EndpointProfile.Login login, RandomGenerator random) {
        this.login = login;
        this.random = random;
    }

    /** @param chosen by the gatekeeper; H.235.1 if it said nothing */
    void choose(Optional<ObjectIdentifier> chosen) {
        algorithm = chosen.filter(ALGORITHMS::contains).orElse(H235Oids.HMAC_SHA1_96);
    }

    /** The proof was not taken. @return whether there is another way of writing it */
    boolean tryOtherWriting() {
        boolean isOther = algorithm.equals(H235Oids.MD5) && ending == PasswordHash.Ending.NUL;
        ending = isOther ? PasswordHash.Ending.NONE : PasswordHash.Ending.NUL;
        return isOther;
    }

    /** @param sendersId as H.235.1 wants it; the other ways go by the login's name */
    byte[] encode(RasMessage message, Optional<String> sendersId, Optional<String> gatekeeperIdentifier, Instant now) {
        if (algorithm.equals(H235Oids.HMAC_SHA1_96)) {
            return new Seal(sendersId.orElse(login.name()), gatekeeperIdentifier, login.password(), now, random)
                    .encode(message);
        }
        Choice choice = message.toChoice();
        Sequence.Builder tree = ((Sequence) choice.value()).but();
        if (algorithm.equals(H235Oids.MD5)) {
            tree.set("cryptoTokens", List.of(passwordHash(now)));
        } else {
            tree.set(
                    "tokens",
                    List.of(AccessToken.of(login.name(), login.password(), now, random)
                            .toClearToken()));
        }
        return Ras.RAS_MESSAGE.encode(Ras.RAS_MESSAGE.value(choice.name(), tree.done()));
    }

    private Choice passwordHash(Instant now) {
        PasswordHash hash = PasswordHash.of(login.name(), login.password(), ending, now);
        return SecurityTypes.CRYPTO_H323_TOKEN.value(
                "cryptoEPPwdHash",
                SecurityTypes.EP_PWD_HASH
                        .build()
                        .set("alias", Addresses.ALIAS_ADDRESS.value("h323-ID", login.name()))
                        .set("timeStamp", hash.timeStamp())
                        .set("token", hash.toHashed())
                        .done());
    }

    /** Whether a message may be the gatekeeper's: it has no token of H.235.1, or a right one. */
    boolean isCredible(byte[] octets, Sequence tree) {
        return tree.type().components().stream()
                        .noneMatch(component -> component.name().equals("cryptoTokens"))
                || tree.list("cryptoTokens", Choice.class).stream()
                        .flatMap(token -> token.find("nestedcryptoToken", Choice.class).stream())
                        .flatMap(token -> HashedToken.of(token).stream())
                        .allMatch(token -> token.isOf(octets, login.password()));
    }
}
