package org.courtbridge.provisioning.testcall;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.measure.line.LineReport;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.sound.SoundReport;

/**
 * The measurements of one test call, before anybody judges them. What could not be measured is empty, never zero.
 *
 * @param connection whether there was a call at all
 * @param sound as it was received; empty if no stream of it was agreed
 * @param picture as it was received; empty if no stream of it was agreed
 * @param line that the received sound came over
 * @param rates what the line carries
 * @param sent what the place says of what it is sent
 * @param withheld what the place says of why it sends none
 * @param device what its driver says; empty if it has none, or that does not answer
 */
public record ProbeReport(
        Instant begun,
        Instant ended,
        Connection connection,
        Optional<SoundReport> sound,
        Optional<PictureReport> picture,
        Optional<LineReport> line,
        Rates rates,
        Sent sent,
        Withheld withheld,
        Optional<Equipment> device) {

    /** There was no call. */
    public static ProbeReport without(
            Connection.Failed call, Instant begun, Instant ended, Optional<Equipment> device) {
        return new ProbeReport(
                begun,
                ended,
                call,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Rates.UNKNOWN,
                Sent.UNKNOWN,
                Withheld.NOTHING,
                device);
    }

    /** The outcome of the call: connected, or failed. */
    public sealed interface Connection {

        /**
         * It was picked up, and stayed so for its time, or until the place hung up after 5 s at least: that nothing came in this time is then a fault of the place.
         *
         * @param encrypted whether all media are; empty if none have flowed
         * @param client the party's program or device with its version, as it names itself (User-Agent, H.323 vendor)
         */
        record Connected(Optional<Boolean> encrypted, Optional<String> client, Codings codings) implements Connection {}

        /**
         * The place was not called: it is in a hearing, and the figures are those that its call there showed for as long as it was
         * watched.
         *
         * @param encrypted whether all media are; empty if none have flowed
         * @param sound that it sends; empty if no stream of it was agreed
         * @param picture that it sends; empty if no stream of it was agreed
         */
        record Watched(
                Optional<Boolean> encrypted,
                Codings codings,
                Optional<WatchedSound> sound,
                Optional<WatchedPicture> picture)
                implements Connection {}

        /** @param detail for the technician, in English */
        record Failed(Failure failure, String detail) implements Connection {}
    }

    /**
     * The codings that a call has; empty if nobody looked.
     *
     * @param sound whose figures are samples a second
     * @param picture whose figures are rows of the largest picture that may come
     */
    public record Codings(Optional<BothWays> sound, Optional<BothWays> picture) {

        public static final Codings UNKNOWN = new Codings(Optional.empty(), Optional.empty());
    }

    /**
     * The codings of one medium.
     *
     * @param up from the place that is tested; empty if none was agreed
     * @param down to it; empty if none was agreed
     */
    public record BothWays(Optional<Coding> up, Optional<Coding> down) {}

    /**
     * A coding that was agreed.
     *
     * @param name as RTP has it, such as PCMA; empty as long as nothing has come by it
     * @param figure of what it carries; empty if that is not known
     */
    public record Coding(Optional<String> name, OptionalDouble figure) {

        /** As long as nothing has come. */
        public static final Coding UNSEEN = new Coding(Optional.empty(), OptionalDouble.empty());
    }

    /**
     * Sound of a hearing, as the statistics of its call show it.
     *
     * @param packets that came
     * @param silence part of the time in which packets brought digital silence, %
     * @param speechLevel mean power of what is loud, dBov; empty where nobody spoke
     */
    public record WatchedSound(long packets, OptionalDouble silence, OptionalDouble speechLevel) {}

    /**
     * Pictures of a hearing, as the statistics of their call show them.
     *
     * @param packets that came
     * @param perSecond pictures a second; empty if nobody has looked into the packets
     * @param longestGap the longest time without any picture, seconds; empty with it
     */
    public record WatchedPicture(long packets, OptionalDouble perSecond, OptionalDouble longestGap) {}

    /** Reason that there was no call. */
    public enum Failure {
        /** The place is not registered, and nobody knows where it is. */
        NOT_REGISTERED,
        /** It is not registered, and has tried to register with a wrong password of late. */
        WRONG_PASSWORD,
        /** It does not answer to signalling. */
        UNREACHABLE,
        /** It rings, and nobody picks up. */
        NO_ANSWER,
        BUSY,
        REFUSED,
        /** There is no format that both sides have, or one must encrypt and the other cannot. */
        NO_COMMON_FORMAT,
        /** The call was lost before its time, or the place hung up within 5 s. */
        BROKEN_OFF,
        /** Something is wrong with the gateway, or it is too busy: that says nothing of the place. */
        FAULT
    }

    /**
     * kbit/s that the line was seen to carry; at the least so much if it was never full.
     *
     * @param up from the place that is tested
     * @param upIsAtLeast that the line may carry more up than was sent
     * @param down to it
     * @param downIsAtLeast that the line may carry more down than was sent
     */
    public record Rates(OptionalDouble up, boolean upIsAtLeast, OptionalDouble down, boolean downIsAtLeast) {

        public static final Rates UNKNOWN = new Rates(OptionalDouble.empty(), true, OptionalDouble.empty(), true);
    }

    /**
     * The figures that the place tells of what it is sent.
     *
     * @param soundLoss per cent of the sound's packets that it misses (RTCP receiver reports); 100 if it reports, and never of
     *     this stream
     * @param pictureLoss the same of the picture
     * @param roundTrip ms
     * @param keyframeRecovery seconds that the place needed to send a keyframe when it was asked for one
     * @param framesDecoded pictures a second that it says it decodes
     */
    public record Sent(
            OptionalDouble soundLoss,
            OptionalDouble pictureLoss,
            OptionalDouble roundTrip,
            OptionalDouble keyframeRecovery,
            OptionalDouble framesDecoded) {

        public static final Sent UNKNOWN = new Sent(
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty());
    }

    /**
     * Why the place says that it sends none; empty if it does not say so.
     *
     * @param sound one that {@link Check#MICROPHONE} may fail for
     * @param picture one that {@link Check#FRAME_RATE} may fail for
     */
    public record Withheld(Optional<Reason> sound, Optional<Reason> picture) {

        public static final Withheld NOTHING = new Withheld(Optional.empty(), Optional.empty());
    }

    /**
     * The state of a device, as its driver tells it.
     *
     * @param volume of its loudspeakers, per cent
     */
    public record Equipment(
            Optional<Boolean> microphonesMuted,
            OptionalDouble volume,
            Optional<Boolean> cameraConnected,
            Optional<Boolean> displayConnected,
            Optional<String> firmware) {}
}
