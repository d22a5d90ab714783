package org.courtbridge.gateway.h323;

import java.util.List;
import java.util.Optional;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h235.DhGroup;
import org.courtbridge.h323.h235.KeyAgreement;
import org.courtbridge.h323.h235.SharedSecret;
import org.courtbridge.h323.h245.ChannelKey;
import org.courtbridge.h323.h245.MediaEncryption;
import org.courtbridge.provisioning.inventory.Encryption;
import org.jspecify.annotations.Nullable;

/**
 * Whether the media of one call with a room are encrypted (H.235.6), and what the call's signalling says for it. Belongs to
 * the call's thread.
 *
 * <p>Fast start opens channels before there is a key, so a call that may be encrypted does without it: ours proposes nothing,
 * and what a room proposes that can encrypt is not taken.
 */
final class RoomEncryption {

    /** What we offer and take: longer ones would have strangers make us work. */
    private static final List<DhGroup> GROUPS = List.of(DhGroup.DH1024, DhGroup.DH1536, DhGroup.DH2048, DhGroup.DH4096);

    private static final List<DhGroup> STRANGERS_GROUPS = List.of(DhGroup.DH1024, DhGroup.DH1536, DhGroup.DH2048);

    private final Encryption policy;
    private final Optional<KeyAgreement> offer;
    private final Optional<KeyAgreement.Answer> answer;
    private @Nullable MediaEncryption media;

    private RoomEncryption(Encryption policy, Optional<KeyAgreement> offer, Optional<KeyAgreement.Answer> answer) {
        this.policy = policy;
        this.offer = offer;
        this.answer = answer;
    }

    static RoomEncryption off() {
        return new RoomEncryption(Encryption.OFF, Optional.empty(), Optional.empty());
    }

    /** Of a call that we make. */
    static RoomEncryption offering(Encryption policy) {
        return policy == Encryption.OFF
                ? off()
                : new RoomEncryption(policy, Optional.of(KeyAgreement.offer(GROUPS)), Optional.empty());
    }

    /** Of a call that a room makes. @param known whether it is a device of ours */
    static RoomEncryption answering(Encryption policy, boolean known, SignallingBody.Setup setup) {
        return policy == Encryption.OFF
                ? off()
                : new RoomEncryption(
                        policy,
                        Optional.empty(),
                        KeyAgreement.answer(setup.details().tokens(), known ? GROUPS : STRANGERS_GROUPS));
    }

    /** For the Setup of our call, or our Connect; each a ClearToken. */
    List<Sequence> tokens() {
        return offer.map(KeyAgreement::tokens)
                .or(() -> answer.map(KeyAgreement.Answer::tokens))
                .orElse(List.of());
    }

    /** Whether channels may be opened by fast start. */
    boolean allowsFastStart() {
        return offer.isEmpty() && answer.isEmpty() && policy != Encryption.REQUIRED;
    }

    /** What is decided about channels. Until the room has answered our call, nothing is encrypted. */
    MediaEncryption media(Call call) {
        MediaEncryption known = media;
        if (known == null) {
            Optional<SharedSecret> secret = offer.flatMap(made -> made.complete(call.heardTokens()))
                    .or(() -> answer.map(KeyAgreement.Answer::secret));
            known = MediaEncryption.of(
                    switch (policy) {
                        case REQUIRED -> MediaEncryption.Policy.REQUIRED;
                        case PREFERRED -> MediaEncryption.Policy.PREFERRED;
                        case OFF -> MediaEncryption.Policy.OFF;
                    },
                    secret);
            if (offer.isEmpty() || call.state() == Call.State.CONNECTED) {
                media = known;
            }
        }
        return known;
    }

    boolean isRequired() {
        return policy == Encryption.REQUIRED;
    }

    static MediaKey key(ChannelKey key) {
        return MediaKey.of(key.octets().toArray(), key.payloadType());
    }
}
