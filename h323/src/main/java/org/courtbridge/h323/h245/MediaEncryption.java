package org.courtbridge.h323.h245;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.courtbridge.h323.asn1.Octets;
import org.courtbridge.h323.h235.EncryptionAlgorithm;
import org.courtbridge.h323.h235.SharedSecret;
import org.courtbridge.h323.h235.SrtpKeys;
import org.courtbridge.h323.h235.SrtpMasterKey;
import org.courtbridge.h323.h235.SrtpSuite;
import org.courtbridge.h323.h245.MiscellaneousCommand.KeyUpdate;
import org.courtbridge.h323.h245.MiscellaneousCommand.MediaDirection;
import org.courtbridge.h323.h245.MiscellaneousCommand.NewKey;
import org.courtbridge.h323.h245.MiscellaneousCommand.NewKeyTaken;
import org.courtbridge.h323.h245.MiscellaneousCommand.NewKeyWanted;
import org.courtbridge.h323.per.ObjectIdentifier;

/**
 * Decides which channels of a call are encrypted, and under which keys. It has no socket and no clock. Not safe for threads.
 *
 * <p>Where both sides have a secret, by H.235.6 (its clause 8): the master makes the keys of both directions, and sends them
 * under that secret with OpenLogicalChannel, with the answer to it, or by a command of their own. Without one, by SRTP
 * (H.235.8), if the other side says that it can: who sends makes the key, and OpenLogicalChannel has it as it is. The secret goes
 * first, as nobody learns its keys by listening.
 *
 * <p>Channels of fast start are never encrypted: it opens them before there is a key.
 */
public final class MediaEncryption {

    private static final int FIRST_DYNAMIC = 96;
    private static final int LAST_DYNAMIC = 127;

    /** Payload type of telephone events (RFC 4733) at most endpoints, and at ours. */
    private static final int PRESSED_KEYS = 101;

    /** Payload type of the packets that keep a way through a firewall open (H.460.19), at most endpoints. */
    private static final int KEEP_ALIVES = 127;

    /** Of sound whose own payload type is fixed; of pictures the next: H323Plus has the same. */
    private static final int FIRST_SECRET = 121;

    /** Keys that a channel has had, and does not take again. */
    private static final int REMEMBERED = 64;

    private final Policy policy;
    private final Optional<SharedSecret> secret;
    private final List<EncryptionAlgorithm> algorithms;
    private final SecureRandom random = new SecureRandom();
    private final Map<Integer, SecretChannel> outgoing = new LinkedHashMap<>();
    private final Map<Integer, SecretChannel> incoming = new LinkedHashMap<>();

    /** Keys of the channels that we have asked to send by SRTP. */
    private final Map<Integer, SrtpMasterKey> outgoingPackets = new HashMap<>();

    private final Set<Integer> incomingPackets = new HashSet<>();

    /** As the other side has its keys. */
    private SrtpKeys.Form form = SrtpKeys.Form.H235_KEY;

    /** Whether media are encrypted. */
    public enum Policy {
        REQUIRED,
        /** If the other side can. */
        PREFERRED,
        OFF
    }

    /** The decision about a channel: in the clear, encrypted, by SRTP, or refused. */
    public sealed interface Verdict {

        record Clear() implements Verdict {}

        /** @param said to the other side, from the master */
        record Encrypted(ChannelKey key, Optional<EncryptionSync> said) implements Verdict {}

        /**
         * By SRTP.
         *
         * @param keys under one of which each packet is, the first if we send
         */
        record Srtp(SrtpSuite suite, List<SrtpMasterKey> keys) implements Verdict {

            public Srtp {
                keys = List.copyOf(keys);
            }
        }

        /** It is not opened, or closed. */
        record Refused(ChannelMessage.RejectCause cause) implements Verdict {}
    }

    /** A step of the change to another key. */
    public sealed interface Step {

        int channel();

        record Say(int channel, KeyUpdate update) implements Step {}

        /** Packets that come on a channel may be under this key from now on, besides the one before. */
        record Receive(int channel, ChannelKey key) implements Step {}

        /** Packets that we send on a channel are under this key from now on. */
        record Send(int channel, ChannelKey key) implements Step {}
    }

    /** An encrypted channel. */
    private static final class SecretChannel {
        private ChannelKey key;

        /** That we have made as master, and that the other side is not known to have. */
        private Optional<ChannelKey> next = Optional.empty();

        /** Payload types of keys that we have said, and have had no answer to. */
        private final Set<Integer> unanswered = new HashSet<>();

        /** Of the key before: packets under it may still be under way. */
        private Optional<Integer> formerPayloadType = Optional.empty();

        private final Set<Octets> former = new LinkedHashSet<>();

        SecretChannel(ChannelKey key) {
            this.key = key;
        }

        /** Whether a key is another one than it has or had: one that comes again may be somebody else's repetition. */
        boolean isNew(ChannelKey other) {
            return !other.octets().equals(key.octets()) && !former.contains(other.octets());
        }

        void change(ChannelKey to) {
            former.add(key.octets());
            if (former.size() > REMEMBERED) {
                former.remove(former.iterator().next());
            }
            formerPayloadType = Optional.of(key.payloadType());
            key = to;
            next = Optional.empty();
        }
    }

    private MediaEncryption(Policy policy, Optional<SharedSecret> secret) {
        this.policy = policy;
        this.secret = policy == Policy.OFF ? Optional.empty() : secret;
        this.algorithms = this.secret.map(SharedSecret::algorithms).orElse(List.of());
    }

    /** @param secret that both sides have; empty if they could not agree on one */
    public static MediaEncryption of(Policy policy, Optional<SharedSecret> secret) {
        return new MediaEncryption(policy, secret);
    }

    /** Whether there must be encryption, and only what the other side can tells whether there can be any. */
    public boolean isOpen() {
        return policy == Policy.REQUIRED && secret.isEmpty();
    }

    /** Whether there must be encryption, and cannot be any. @param theirs what the other side can */
    public boolean isMissing(Capabilities theirs) {
        return isOpen() && !theirs.isEncrypted(identifiers());
    }

    /** Returns the capabilities that we offer. */
    public Capabilities offered(Capabilities ours) {
        return secret.isPresent() ? ours.encrypted(identifiers()) : ours;
    }

    /** The same once the other side has said what it can: SRTP is offered to nobody who does not. */
    public Capabilities offered(Capabilities ours, Capabilities theirs) {
        return secret.isPresent() || theirs.isEncrypted(identifiers()) ? ours.encrypted(identifiers()) : ours;
    }

    /** Of what we can encrypt by. */
    private List<ObjectIdentifier> identifiers() {
        if (secret.isPresent()) {
            return algorithms.stream().map(EncryptionAlgorithm::identifier).toList();
        }
        return policy == Policy.OFF ? List.of() : SrtpSuite.identifiers();
    }

    /**
     * Returns the channels that we are to open; where encryption must be, none that cannot be encrypted. Nobody moves a camera in
     * the clear beside sound and pictures that are encrypted: that would be shown nowhere.
     */
    public List<ChannelChoice> choices(Capabilities ours, Capabilities theirs) {
        List<ChannelChoice> choices =
                new ArrayList<>(ChannelChoice.between(ours, theirs.encryptable(identifiers())).stream()
                        .flatMap(choice -> encrypted(choice, theirs).stream())
                        .toList());
        if (policy != Policy.REQUIRED) {
            boolean encrypted = !choices.isEmpty();
            ChannelChoice.between(ours, theirs).stream()
                    .filter(choice -> !(encrypted && choice.dataType() instanceof DataType.Data))
                    .filter(choice -> choices.stream().noneMatch(chosen -> chosen.sessionId() == choice.sessionId()))
                    .forEach(choices::add);
        }
        return choices;
    }

    /** The same of what is presented beside it. */
    public Optional<ChannelChoice> presentation(Capabilities ours, Capabilities theirs) {
        return ChannelChoice.presentation(ours, theirs.encryptable(identifiers()))
                .flatMap(choice -> encrypted(choice, theirs))
                .or(() -> policy == Policy.REQUIRED ? Optional.empty() : ChannelChoice.presentation(ours, theirs));
    }

    private Optional<ChannelChoice> encrypted(ChannelChoice choice, Capabilities theirs) {
        List<ObjectIdentifier> common = theirs.encryption(choice.dataType());
        return identifiers().stream().filter(common::contains).findFirst().map(choice::encrypted);
    }

    /** Returns the request for a channel of ours: with its key, if it is encrypted and we are master, or goes by SRTP. */
    public OpenLogicalChannel opening(OpenLogicalChannel channel, boolean weAreMaster) {
        if (channel.forward().srtpSuite().isPresent()) {
            SrtpMasterKey key = SrtpMasterKey.random(random);
            outgoingPackets.put(channel.forwardNumber(), key);
            return channel.with(
                    new EncryptionSync(packetsPayloadType(channel), new SrtpKeys(List.of(key), form).toH235Key()));
        }
        Optional<EncryptionAlgorithm> algorithm = algorithm(channel);
        Optional<H2250Parameters> parameters = channel.forwardParameters();
        if (algorithm.isEmpty() || parameters.isEmpty()) {
            return channel;
        }
        int payloadType = secretPayloadType(channel);
        OpenLogicalChannel open = channel.with(parameters.get().withPayloadType(payloadType));
        if (!weAreMaster) {
            return open;
        }
        ChannelKey key = newKey(algorithm.get(), payloadType);
        outgoing.put(channel.forwardNumber(), new SecretChannel(key));
        return open.with(sync(key));
    }

    private static int packetsPayloadType(OpenLogicalChannel channel) {
        return channel.forwardParameters()
                .flatMap(H2250Parameters::dynamicPayloadType)
                .orElse(0);
    }

    /**
     * The other side takes a channel of ours.
     *
     * @param answered its key, if the other side is master, or wants another than ours for SRTP, as OPAL does
     */
    public Verdict opened(OpenLogicalChannel channel, Optional<EncryptionSync> answered) {
        if (!(channel.forward() instanceof DataType.Encrypted)) {
            return new Verdict.Clear();
        }
        Optional<SrtpSuite> suite = channel.forward().srtpSuite();
        if (suite.isPresent()) {
            return packetsOpened(channel, suite.get(), answered);
        }
        SecretChannel ours = outgoing.get(channel.forwardNumber());
        if (ours != null) {
            return new Verdict.Encrypted(ours.key, Optional.empty());
        }
        return algorithm(channel)
                .flatMap(algorithm -> answered.flatMap(sync -> key(algorithm, sync)))
                .map(key -> encrypted(outgoing, channel, key, Optional.empty()))
                .orElseGet(MediaEncryption::denied);
    }

    private Verdict packetsOpened(OpenLogicalChannel channel, SrtpSuite suite, Optional<EncryptionSync> answered) {
        Optional<SrtpMasterKey> own = Optional.ofNullable(outgoingPackets.get(channel.forwardNumber()));
        return (answered.isEmpty()
                        ? own
                        : heard(answered.get()).map(keys -> keys.all().getFirst()))
                .<Verdict>map(key -> new Verdict.Srtp(suite, List.of(key)))
                .orElseGet(MediaEncryption::denied);
    }

    private Optional<SrtpKeys> heard(EncryptionSync sync) {
        Optional<SrtpKeys> keys = SrtpKeys.of(sync.h235Key());
        keys.ifPresent(known -> form = known.form());
        return keys;
    }

    /** The other side wants to send. */
    public Verdict requested(OpenLogicalChannel channel, boolean weAreMaster) {
        if (!(channel.forward() instanceof DataType.Encrypted)) {
            boolean beside = channel.forward() instanceof DataType.Data && encryptsAny();
            return policy == Policy.REQUIRED || beside ? denied() : new Verdict.Clear();
        }
        Optional<SrtpSuite> suite = channel.forward().srtpSuite();
        if (suite.isPresent() && secret.isEmpty() && policy != Policy.OFF) {
            return channel.encryptionSync()
                    .flatMap(this::heard)
                    .<Verdict>map(keys -> {
                        incomingPackets.add(channel.forwardNumber());
                        return new Verdict.Srtp(suite.get(), keys.all());
                    })
                    .orElseGet(MediaEncryption::denied);
        }
        Optional<EncryptionAlgorithm> algorithm = algorithm(channel);
        if (algorithm.isEmpty()) {
            return denied();
        }
        if (weAreMaster) {
            ChannelKey key = newKey(algorithm.get(), secretPayloadType(channel));
            return encrypted(incoming, channel, key, Optional.of(sync(key)));
        }
        return channel.encryptionSync()
                .flatMap(sync -> key(algorithm.get(), sync))
                .map(key -> encrypted(incoming, channel, key, Optional.empty()))
                .orElseGet(MediaEncryption::denied);
    }

    private boolean encryptsAny() {
        return !(incoming.isEmpty() && outgoing.isEmpty() && incomingPackets.isEmpty() && outgoingPackets.isEmpty());
    }

    private static Verdict denied() {
        return new Verdict.Refused(ChannelMessage.RejectCause.SECURITY_DENIED);
    }

    private static Verdict encrypted(
            Map<Integer, SecretChannel> channels,
            OpenLogicalChannel channel,
            ChannelKey key,
            Optional<EncryptionSync> said) {
        channels.put(channel.forwardNumber(), new SecretChannel(key));
        return new Verdict.Encrypted(key, said);
    }

    private Optional<EncryptionAlgorithm> algorithm(OpenLogicalChannel channel) {
        return channel.forward() instanceof DataType.Encrypted(DataType _, List<ObjectIdentifier> named)
                ? EncryptionAlgorithm.common(algorithms, named)
                : Optional.empty();
    }

    private static int secretPayloadType(OpenLogicalChannel channel) {
        return channel.forwardParameters()
                .flatMap(H2250Parameters::dynamicPayloadType)
                .orElse(channel.forward().media() instanceof DataType.Audio ? FIRST_SECRET : FIRST_SECRET + 1);
    }

    private ChannelKey newKey(EncryptionAlgorithm algorithm, int payloadType) {
        byte[] octets = new byte[algorithm.keyLength()];
        random.nextBytes(octets);
        return new ChannelKey(algorithm, Octets.of(octets), payloadType);
    }

    private EncryptionSync sync(ChannelKey key) {
        return new EncryptionSync(key.payloadType(), secret.orElseThrow().seal(key.algorithm(), key.octets()));
    }

    /** Empty if the master has sent none that we can read. */
    private Optional<ChannelKey> key(EncryptionAlgorithm algorithm, EncryptionSync sync) {
        return secret.filter(_ -> sync.synchFlag() <= LAST_DYNAMIC)
                .flatMap(known -> known.open(algorithm, sync.h235Key()))
                .map(octets -> new ChannelKey(algorithm, octets, sync.synchFlag()));
    }

    public void outgoingClosed(int channel) {
        outgoing.remove(channel);
        outgoingPackets.remove(channel);
    }

    public void incomingClosed(int channel) {
        incoming.remove(channel);
        incomingPackets.remove(channel);
    }

    /**
     * Another key for every channel: made, if we are master, else asked for. A channel whose last key the other side is not
     * known to have keeps what it has, as it may never take it.
     */
    public List<Step> renew(boolean weAreMaster) {
        return weAreMaster
                ? Stream.of(incoming, outgoing)
                        .flatMap(channels -> channels.entrySet().stream()
                                .filter(entry -> entry.getValue().next.isEmpty())
                                .flatMap(entry -> renew(channels, entry.getKey(), Optional.empty()).stream()))
                        .toList()
                : Stream.concat(
                                incoming.keySet().stream()
                                        .map(channel -> wanted(channel, MediaDirection.MASTER_TO_SLAVE)),
                                outgoing.keySet().stream()
                                        .map(channel -> wanted(channel, MediaDirection.SLAVE_TO_MASTER)))
                        .toList();
    }

    private static Step wanted(int channel, MediaDirection direction) {
        return new Step.Say(channel, new NewKeyWanted(Optional.empty(), Optional.of(direction)));
    }

    /** Whether we have made a key that the other side is not known to have. */
    public boolean awaitsTaking() {
        return Stream.of(incoming, outgoing)
                .flatMap(channels -> channels.values().stream())
                .anyMatch(channel -> channel.next.isPresent());
    }

    /**
     * Notes that packets on a channel come under the key of a payload type: the other side has it, whether it says so or not.
     *
     * @param payloadType of the newest key under which a packet has come
     */
    public void received(int channel, int payloadType) {
        take(incoming, channel, payloadType);
    }

    /**
     * Makes the next key of a channel, or says again the one that the other side is not known to have. What we send goes on
     * under the key before until the other side says that it has the next; what we receive may come under either.
     */
    private List<Step> renew(Map<Integer, SecretChannel> channels, int channel, Optional<Integer> wantedType) {
        SecretChannel one = channels.get(channel);
        if (one == null) {
            return List.of();
        }
        boolean again = one.next.isPresent();
        Optional<ChannelKey> twins = Optional.ofNullable((channels == incoming ? outgoing : incoming).get(channel))
                .flatMap(twin -> twin.next);
        ChannelKey key = one.next.orElseGet(() -> newKey(one.key.algorithm(), nextPayloadType(one, twins, wantedType)));
        one.next = Optional.of(key);
        if (channels == incoming) {
            one.unanswered.add(key.payloadType());
        }
        Step said = new Step.Say(
                channel,
                new NewKey(
                        sync(key),
                        true,
                        Optional.of(
                                channels == outgoing
                                        ? MediaDirection.MASTER_TO_SLAVE
                                        : MediaDirection.SLAVE_TO_MASTER)));
        return again || channels == outgoing ? List.of(said) : List.of(new Step.Receive(channel, key), said);
    }

    /** @param twins the next one of the channel of the same number, of which an answer without a direction may be */
    private static int nextPayloadType(SecretChannel of, Optional<ChannelKey> twins, Optional<Integer> wanted) {
        return wanted.filter(type -> isFree(type, of, twins))
                .orElseGet(() -> IntStream.concat(
                                IntStream.rangeClosed(of.key.payloadType() + 1, LAST_DYNAMIC),
                                IntStream.rangeClosed(FIRST_DYNAMIC, LAST_DYNAMIC))
                        .filter(type -> isFree(type, of, twins))
                        .findFirst()
                        .orElseThrow());
    }

    private static boolean isFree(int type, SecretChannel of, Optional<ChannelKey> twins) {
        return type >= FIRST_DYNAMIC
                && type <= LAST_DYNAMIC
                && type != of.key.payloadType()
                && type != PRESSED_KEYS
                && type != KEEP_ALIVES
                && twins.filter(key -> key.payloadType() == type).isEmpty()
                && of.formerPayloadType.filter(former -> former == type).isEmpty();
    }

    /** The other side says something of a key. What makes no sense from it changes nothing. */
    public List<Step> heard(int channel, KeyUpdate update, boolean weAreMaster) {
        return switch (update) {
            case NewKeyWanted wanted
            when weAreMaster -> renew(channels(channel, wanted.direction(), true), channel, wanted.synchFlag());
            case NewKeyTaken taken when weAreMaster -> taken(channel, taken);
            case NewKey newKey when !weAreMaster -> changed(channel, newKey);
            case NewKeyWanted _, NewKeyTaken _, NewKey _ -> List.of();
        };
    }

    /** By the direction, unless there is no such channel of it: some say it of the command. */
    private Map<Integer, SecretChannel> channels(int channel, Optional<MediaDirection> direction, boolean weAreMaster) {
        MediaDirection ours = weAreMaster ? MediaDirection.MASTER_TO_SLAVE : MediaDirection.SLAVE_TO_MASTER;
        boolean isOurs = direction.filter(ours::equals).isPresent();
        Map<Integer, SecretChannel> first = isOurs ? outgoing : incoming;
        return first.containsKey(channel) ? first : isOurs ? incoming : outgoing;
    }

    /**
     * Handles the answer to a new key. A key for what we receive needs no answer, and is not always given one. An answer that
     * does not name our own direction is first taken for one of these, also where packets were faster: GNU Gatekeeper says
     * slaveToMaster of both directions.
     */
    private List<Step> taken(int channel, NewKeyTaken taken) {
        SecretChannel theirs = incoming.get(channel);
        boolean isOfOurs =
                taken.direction().filter(MediaDirection.MASTER_TO_SLAVE::equals).isPresent();
        if (!isOfOurs && theirs != null && theirs.unanswered.remove(taken.synchFlag())) {
            take(incoming, channel, taken.synchFlag());
            return List.of();
        }
        return take(outgoing, channel, taken.synchFlag())
                .<List<Step>>map(key -> List.of(new Step.Send(channel, key)))
                .orElse(List.of());
    }

    /** The other side has the next key, if that is the one of a payload type. */
    private static Optional<ChannelKey> take(Map<Integer, SecretChannel> channels, int channel, int payloadType) {
        SecretChannel one = channels.get(channel);
        Optional<ChannelKey> taken =
                one == null ? Optional.empty() : one.next.filter(key -> key.payloadType() == payloadType);
        if (one != null) {
            taken.ifPresent(one::change);
        }
        return taken;
    }

    private List<Step> changed(int channel, NewKey said) {
        Map<Integer, SecretChannel> channels = channels(channel, said.direction(), false);
        SecretChannel known = channels.get(channel);
        Optional<ChannelKey> next = known == null ? Optional.empty() : key(known.key.algorithm(), said.sync());
        if (known == null || next.filter(known::isNew).isEmpty()) {
            return List.of();
        }
        known.change(next.get());
        List<Step> steps = new ArrayList<>();
        steps.add(channels == outgoing ? new Step.Send(channel, known.key) : new Step.Receive(channel, known.key));
        if (said.acknowledged()) {
            steps.add(new Step.Say(channel, new NewKeyTaken(said.sync().synchFlag(), said.direction())));
        }
        return steps;
    }
}
