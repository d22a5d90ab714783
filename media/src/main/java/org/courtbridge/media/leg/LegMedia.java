package org.courtbridge.media.leg;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.courtbridge.codecs.audio.AudioFormat;
import org.courtbridge.codecs.payload.PictureFormat;
import org.courtbridge.codecs.payload.SpropParameterSets;
import org.courtbridge.media.transport.RtpTransport;

/**
 * The media negotiated with a leg, direction by direction: each is absent when that direction is off or held. A new
 * instance replaces the old one after every new offer and answer.
 *
 * @param sentVideos pictures that the party takes, in the order of its SDP: one for a room, one per other party for a
 *     browser; a room that has a line for them takes {@link SentVideo#CONTENT} too
 * @param refused what the party offered in vain, for those who look after it
 * @param camera how the party's camera is moved, and the party moves others' (RFC 4573)
 * @param receivedContent what the party shows beside its camera when it presents, such as slides (RFC 4796)
 */
public record LegMedia(
        Optional<ReceivedAudio> receivedAudio,
        Optional<SentAudio> sentAudio,
        Optional<ReceivedVideo> receivedVideo,
        List<SentVideo> sentVideos,
        List<Refused> refused,
        Optional<Camera> camera,
        Optional<ReceivedVideo> receivedContent) {

    /** Of a party that has neither sound nor pictures. */
    public static final LegMedia NOTHING = ofSound(Optional.empty(), Optional.empty());

    /** Sound without pictures. */
    public static LegMedia ofSound(Optional<ReceivedAudio> received, Optional<SentAudio> sent) {
        return ofSoundAndPictures(received, sent, Optional.empty(), List.of());
    }

    /** Pictures without sound. */
    public static LegMedia ofPictures(Optional<ReceivedVideo> received, List<SentVideo> sent) {
        return ofSoundAndPictures(Optional.empty(), Optional.empty(), received, sent);
    }

    /** Of a party that presents nothing, whose camera cannot be moved, and that was refused nothing. */
    public static LegMedia ofSoundAndPictures(
            Optional<ReceivedAudio> receivedAudio,
            Optional<SentAudio> sentAudio,
            Optional<ReceivedVideo> receivedVideo,
            List<SentVideo> sentVideos) {
        return new LegMedia(
                receivedAudio, sentAudio, receivedVideo, sentVideos, List.of(), Optional.empty(), Optional.empty());
    }

    /**
     * Far-end camera control (ITU-T H.281), both ways by one transport.
     *
     * @param sent payload type of the frames that the party takes; empty if it takes none, or is held
     * @param received payload type of those that it sends; empty if it sends none
     * @param sentByHdlc whether the frames that the party takes are put in packets as HDLC sends them, and not octet by octet
     *     (RFC 4573)
     * @param receivedByHdlc the same of those that it sends
     */
    public record Camera(
            RtpTransport transport,
            long ssrc,
            OptionalInt sent,
            OptionalInt received,
            boolean sentByHdlc,
            boolean receivedByHdlc) {}

    /**
     * One line of a session description that came to nothing.
     *
     * @param offered what the party said of it, such as {@code H263/90000}, in its order
     */
    public record Refused(LegStatistics.Medium medium, Refusal reason, List<String> offered) {}

    /** The reason why a line of a session description came to nothing. */
    public enum Refusal {
        /** None of its formats is one of ours. */
        NO_COMMON_FORMAT,
        /** Its transport, such as RTP over TCP, is not one of ours. */
        TRANSPORT,
        /** The device must encrypt, or must not, and this line does otherwise; or none of its suites is one of ours. */
        ENCRYPTION,
        /** A second sound, or a second picture such as slides. */
        ONE_TOO_MANY
    }

    /** Feedback messages that were agreed for a stream (RFC 4585, RFC 5104, draft-holmer transport-cc). */
    public enum Feedback {
        NACK,
        PLI,
        FIR,
        TRANSPORT_CC,
        REMB,
        TMMBR
    }

    /** A way to ask a party for a keyframe. Of those that were agreed, each is tried in the order given until one brings it. */
    public enum KeyframeRequestMethod {
        PLI,
        FIR,
        /** Asked of the leg: SIP INFO with media control (RFC 5168), or H.245's videoFastUpdatePicture. */
        SIGNALLING
    }

    /**
     * @param formats by RTP payload type
     * @param telephoneEvents clock rate by payload type of RFC 4733 events
     * @param transportCcExtension id of the transport-wide sequence number (RFC 8285), if agreed
     * @param redundancy payload type of packets that repeat earlier sound (RFC 2198), if agreed
     * @param keysAsTones whether the party has no way to say which keys it presses but their tones (ITU-T Q.23)
     */
    public record ReceivedAudio(
            RtpTransport transport,
            Map<Integer, AudioFormat> formats,
            Map<Integer, Integer> telephoneEvents,
            OptionalInt transportCcExtension,
            OptionalInt redundancy,
            boolean keysAsTones) {

        /** From a party that repeats nothing, of whose packets nobody says when they arrive. */
        public static ReceivedAudio plain(
                RtpTransport transport, Map<Integer, AudioFormat> formats, Map<Integer, Integer> telephoneEvents) {
            return new ReceivedAudio(
                    transport, formats, telephoneEvents, OptionalInt.empty(), OptionalInt.empty(), false);
        }

        /** The same of a party whose keys are tones in its sound. */
        public ReceivedAudio withKeysAsTones() {
            return new ReceivedAudio(transport, formats, telephoneEvents, transportCcExtension, redundancy, true);
        }

        /** The same stream, by another transport. */
        public ReceivedAudio by(RtpTransport replacement) {
            return new ReceivedAudio(
                    replacement, formats, telephoneEvents, transportCcExtension, redundancy, keysAsTones);
        }
    }

    /**
     * @param cname our canonical name (RFC 3550, section 6.5.1), the same for all streams of a leg
     * @param transportCcExtension id of the transport-wide sequence number (RFC 8285) that the party takes, and reports on
     * @param redundancy payload type of packets that repeat earlier sound (RFC 2198), if the party takes it
     * @param packetMs milliseconds of sound in a packet, of which 20 are a multiple
     */
    public record SentAudio(
            RtpTransport transport,
            long ssrc,
            AudioFormat format,
            String cname,
            OptionalInt transportCcExtension,
            OptionalInt redundancy,
            int packetMs) {

        /** For a party that does not say when packets arrive, takes nothing twice, and packets of the usual length. */
        public static SentAudio plain(RtpTransport transport, long ssrc, AudioFormat format, String cname) {
            return plain(transport, ssrc, format, cname, format.codec().packetMs());
        }

        /** The same in packets of another length, ms. */
        public static SentAudio plain(
                RtpTransport transport, long ssrc, AudioFormat format, String cname, int packetMs) {
            return new SentAudio(transport, ssrc, format, cname, OptionalInt.empty(), OptionalInt.empty(), packetMs);
        }

        /** The same stream, by a transport that stands before the real one. */
        public SentAudio by(RtpTransport replacement) {
            return new SentAudio(replacement, ssrc, format, cname, transportCcExtension, redundancy, packetMs);
        }
    }

    /**
     * The identification of the layers of one picture by their RIDs (RFC 8852).
     *
     * @param rids of the layers, in the order of the party's SDP
     * @param ridExtension id of the rid's header extension (RFC 8285)
     * @param repairedRidExtension the same of packets that repeat others; 0 if there is none
     */
    public record Layering(List<String> rids, int ridExtension, int repairedRidExtension) {}

    /**
     * @param formats by RTP payload type, most preferred first
     * @param retransmissions payload type that is repeated, by payload type of RFC 4588
     * @param parameterSets what the party says of them beside its pictures, by payload type; empty if it sends them with its
     *     pictures
     * @param layering how the sizes are told apart that the party sends at once (RFC 8853); empty if it sends one
     */
    public record ReceivedVideo(
            RtpTransport transport,
            Map<Integer, PictureFormat> formats,
            Map<Integer, Integer> retransmissions,
            Set<Feedback> feedback,
            List<KeyframeRequestMethod> keyframeWays,
            Map<Integer, SpropParameterSets> parameterSets,
            Optional<Layering> layering,
            Extensions extensions) {

        /**
         * The header extensions (RFC 8285) of the party's packets, by their ids.
         *
         * @param transportCc of the transport-wide sequence number, if agreed
         * @param orientation by which the party may say that its pictures must be turned (CVO), though we never agree to that
         */
        public record Extensions(OptionalInt transportCc, OptionalInt orientation) {

            /** Of a party that has neither. */
            public static final Extensions NONE = new Extensions(OptionalInt.empty(), OptionalInt.empty());
        }
    }

    /**
     * @param slot the SDP mid (RFC 5888) for a browser, "main" for a room, {@link #CONTENT} for a room's second picture
     * @param formats what the party can take, most preferred first
     * @param bitrate bit/s that the party wants at most, beside what its formats say; {@code Long.MAX_VALUE} if it does
     *     not say
     * @param transportCcExtension id of the transport-wide sequence number (RFC 8285) that the party takes, and reports on
     */
    public record SentVideo(
            RtpTransport transport,
            String slot,
            long ssrc,
            List<PictureFormat> formats,
            Retransmissions retransmissions,
            Set<Feedback> feedback,
            String cname,
            long bitrate,
            OptionalInt transportCcExtension) {

        /** The slot of a room in which it sees what is presented, and nothing else. */
        public static final String CONTENT = "content";

        /**
         * The packets that are sent again (RFC 4588).
         *
         * @param ssrc the second SSRC, with which they go out
         * @param payloadTypes theirs, by the payload type that they repeat
         */
        public record Retransmissions(long ssrc, Map<Integer, Integer> payloadTypes) {

            /** For a party that takes none. */
            public static final Retransmissions NONE = new Retransmissions(0, Map.of());
        }
    }
}
