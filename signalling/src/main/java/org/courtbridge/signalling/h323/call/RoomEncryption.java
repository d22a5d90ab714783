package org.courtbridge.signalling.h323.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.codecs.h2356.MediaKey;
import org.courtbridge.codecs.srtp.SrtpKey;
import org.courtbridge.codecs.srtp.SrtpProfile;
import org.courtbridge.h323.asn1.Sequence;
import org.courtbridge.h323.call.Call;
import org.courtbridge.h323.call.SignallingBody;
import org.courtbridge.h323.h235.DhGroup;
import org.courtbridge.h323.h235.KeyAgreement;
import org.courtbridge.h323.h235.SharedSecret;
import org.courtbridge.h323.h245.ChannelKey;
import org.courtbridge.h323.h245.ControlAction;
import org.courtbridge.h323.h245.MediaEncryption;
import org.courtbridge.h323.h245.MiscellaneousCommand;
import org.courtbridge.provisioning.inventory.Encryption;
import org.jspecify.annotations.Nullable;

/**
 * Whether the media of one call with a room are encrypted (H.235.6, H.235.8), and what the call's signalling says for it.
 * Belongs to the call's thread.
 *
 * <p>Fast start opens channels before there is a key, so a call that may be encrypted does without it: ours proposes nothing,
 * and what a room proposes that can encrypt is not taken.
 */
public final class RoomEncryption {

    private static final Logger log = LogManager.getLogger(RoomEncryption.class);

    /**
     * Diffie-Hellman groups that we offer, and accept from devices of ours; from strangers fewer, as long ones let them make us
     * work.
     */
    private static final List<DhGroup> GROUPS = List.of(DhGroup.DH1024, DhGroup.DH1536, DhGroup.DH2048, DhGroup.DH4096);

    private static final List<DhGroup> STRANGERS_GROUPS = List.of(DhGroup.DH1024, DhGroup.DH1536, DhGroup.DH2048);

    /**
     * Lifetime of a key. The inputs of a packet's encryption, its sequence number and its timestamp, must not occur together
     * twice under a key, and the timestamps of pictures wrap around after 13 hours. The most blocks of a key, 2^62 by H.235.6
     * and 2^32 by the advice for cipher block chaining elsewhere (Schneier), take longer: 2^32 in an hour would be 153 Mbit/s.
     */
    public static final Duration KEY_LIFETIME = Duration.ofHours(1);

    /** Extra time that a slave gives the master to renew a key before it asks for one. */
    private static final Duration MASTERS_DELAY = Duration.ofMinutes(5);

    private final Encryption policy;
    private final Optional<KeyAgreement> offer;
    private final Optional<KeyAgreement.Answer> answer;
    private @Nullable MediaEncryption media;
    private Optional<Instant> due = Optional.empty();

    private RoomEncryption(Encryption policy, Optional<KeyAgreement> offer, Optional<KeyAgreement.Answer> answer) {
        this.policy = policy;
        this.offer = offer;
        this.answer = answer;
    }

    public static RoomEncryption off() {
        return new RoomEncryption(Encryption.OFF, Optional.empty(), Optional.empty());
    }

    /** Of a call that we make. */
    public static RoomEncryption offering(Encryption policy) {
        return policy == Encryption.OFF
                ? off()
                : new RoomEncryption(policy, Optional.of(KeyAgreement.offer(GROUPS)), Optional.empty());
    }

    /** Of a call that a room makes. @param known whether it is a device of ours */
    public static RoomEncryption answering(Encryption policy, boolean known, SignallingBody.Setup setup) {
        return policy == Encryption.OFF
                ? off()
                : new RoomEncryption(
                        policy,
                        Optional.empty(),
                        KeyAgreement.answer(setup.admitted().details().tokens(), known ? GROUPS : STRANGERS_GROUPS));
    }

    /** For the Setup of our call, or our Connect; each a ClearToken. */
    public List<Sequence> tokens() {
        return offer.map(KeyAgreement::tokens)
                .or(() -> answer.map(KeyAgreement.Answer::tokens))
                .orElse(List.of());
    }

    /** Whether channels may be opened by fast start. */
    public boolean allowsFastStart() {
        return offer.isEmpty() && answer.isEmpty() && policy != Encryption.REQUIRED;
    }

    /** The encryption of channels as agreed; until the room has answered our call, none. */
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

    /** A channel is open under a key: keys are as old as the first. */
    void begun(Instant now, boolean weAreMaster) {
        due = due.or(() -> Optional.of(nextDue(now, weAreMaster)));
    }

    /** Time at which {@link #renew} is to be called; empty until a channel is encrypted. */
    Optional<Instant> renewalDue() {
        return due;
    }

    /**
     * Other keys, if the present ones are too old. The master makes them; a slave asks for them, if the master lets them become
     * older.
     *
     * @param received payload types of the newest keys under which packets have come, by channel
     */
    List<MediaEncryption.Step> renew(Call call, Map<Integer, Integer> received, boolean weAreMaster, Instant now) {
        if (due.filter(then -> !then.isAfter(now)).isEmpty()) {
            return List.of();
        }
        due = Optional.of(nextDue(now, weAreMaster));
        MediaEncryption present = received(call, received);
        if (present.awaitsTaking()) {
            log.info("the room has not taken a key of an hour ago, or longer: it goes on with the one before");
        }
        return present.renew(weAreMaster);
    }

    /** The room says something of a key. @param received as in {@link #renew} */
    List<MediaEncryption.Step> heard(
            Call call,
            ControlAction.Commanded commanded,
            MiscellaneousCommand.KeyUpdate update,
            Map<Integer, Integer> received,
            boolean weAreMaster,
            Instant now) {
        List<MediaEncryption.Step> steps = received(call, received).heard(commanded.channel(), update, weAreMaster);
        boolean isRenewed = !weAreMaster && !steps.isEmpty();
        due = isRenewed ? Optional.of(nextDue(now, false)) : due;
        return steps;
    }

    private MediaEncryption received(Call call, Map<Integer, Integer> received) {
        MediaEncryption present = media(call);
        received.forEach(present::received);
        return present;
    }

    private static Instant nextDue(Instant now, boolean weAreMaster) {
        Instant old = now.plus(KEY_LIFETIME);
        return weAreMaster ? old : old.plus(MASTERS_DELAY);
    }

    /** Whether we offer it, and would have a call without it rather than none. */
    public boolean mayBeLeftOut() {
        return offer.isPresent() && policy == Encryption.PREFERRED;
    }

    boolean isRequired() {
        return policy == Encryption.REQUIRED;
    }

    /** @param srtp a channel that goes by SRTP */
    public static List<SrtpKey> keys(MediaEncryption.Verdict.Srtp srtp) {
        SrtpProfile profile = switch (srtp.suite()) {
            case AES_CM_128_HMAC_SHA1_80 -> SrtpProfile.AES_CM_128_HMAC_SHA1_80;
            case AES_CM_128_HMAC_SHA1_32 -> SrtpProfile.AES_CM_128_HMAC_SHA1_32;
        };
        return srtp.keys().stream()
                .map(key -> SrtpKey.of(profile, key.key().toArray(), key.salt().toArray())
                        .named(key.name().toArray()))
                .toList();
    }

    public static MediaKey key(ChannelKey key) {
        return MediaKey.of(key.octets().toArray(), key.payloadType());
    }
}
