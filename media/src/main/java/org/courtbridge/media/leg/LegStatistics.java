package org.courtbridge.media.leg;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.courtbridge.codecs.h224.CameraCapabilities;
import org.courtbridge.codecs.h224.CameraCapabilities.Motion;
import org.courtbridge.codecs.payload.PictureMisfit;
import org.courtbridge.codecs.rtp.PacketProtection;
import org.courtbridge.hearings.LegId;

/**
 * Statistics and state of the media that flow to and from one leg.
 *
 * @param blocked pictures of others that the party cannot be shown
 * @param refused media that the party offered, and does not have
 * @param conditions what the party says to be wrong with it
 * @param camera what its camera can be told to do; empty if it cannot be told anything
 * @param signalling as of {@link Leg#signalling}
 * @param reported what the party says that it misses
 * @param ended streams of transports that the party has left, as they were last: one for each direction, medium and slot
 */
public record LegStatistics(
        LegId leg,
        String name,
        Leg.Kind kind,
        List<Stream> streams,
        List<BlockedPicture> blocked,
        List<LegMedia.Refused> refused,
        Set<LegCondition> conditions,
        Optional<Camera> camera,
        Optional<String> signalling,
        Reported reported,
        List<Stream> ended) {

    /**
     * The loss that a party reports of what it is sent, per cent of the packets of the whole call: 100 if it reports, and never
     * of that stream; empty if it does not report.
     *
     * @param picture of the first that it is sent
     */
    public record Reported(OptionalDouble sound, OptionalDouble picture) {

        public static final Reported NOTHING = new Reported(OptionalDouble.empty(), OptionalDouble.empty());
    }

    /**
     * A camera that can be moved (ITU-T H.281).
     *
     * @param presets positions that it keeps, counted from 0: up to 16
     */
    public record Camera(Set<Motion> motions, int presets) {

        /** Of a room that takes orders and does not say which: it may be told anything. */
        public static final Camera UNTOLD = new Camera(Set.of(Motion.values()), 16);

        public static Camera of(CameraCapabilities capabilities) {
            return capabilities.sources().isEmpty()
                    ? UNTOLD
                    : new Camera(
                            capabilities.sources().stream()
                                    .flatMap(source -> source.motions().stream())
                                    .collect(Collectors.toUnmodifiableSet()),
                            capabilities.presets());
        }
    }

    /** Of a party with which nothing is wrong, whose camera cannot be moved, and which reports nothing. */
    public static LegStatistics of(LegId leg, String name, Leg.Kind kind, List<Stream> streams) {
        return new LegStatistics(
                leg,
                name,
                kind,
                streams,
                List.of(),
                List.of(),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                Reported.NOTHING,
                List.of());
    }

    /** The same of a party with which this is wrong. */
    public LegStatistics withTroubles(
            List<BlockedPicture> blockedPictures,
            List<LegMedia.Refused> refusedMedia,
            Set<LegCondition> itsConditions) {
        return new LegStatistics(
                leg,
                name,
                kind,
                streams,
                blockedPictures,
                refusedMedia,
                itsConditions,
                camera,
                signalling,
                reported,
                ended);
    }

    /** The same of a party with this camera. */
    public LegStatistics withCamera(Camera movable) {
        return new LegStatistics(
                leg,
                name,
                kind,
                streams,
                blocked,
                refused,
                conditions,
                Optional.of(movable),
                signalling,
                reported,
                ended);
    }

    /** Those of the whole call: what flows, with what came or went before by transports that the party has left. */
    public List<Stream> ofWholeCall() {
        return Stream.together(ended, streams);
    }

    /** Whether everything that flows is protected; empty as long as nothing flows. */
    public Optional<Boolean> encrypted() {
        return streams.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        streams.stream().allMatch(stream -> stream.protection().isPresent()));
    }

    /** The picture of another party that this one cannot take, and why. */
    public record BlockedPicture(LegId source, String name, PictureMisfit misfit) {}

    /**
     * One stream of media in one direction, counted since it began; rates are over about the last second.
     *
     * @param slot which picture for a sent video ({@link LegMedia.SentVideo#slot}), otherwise "main"
     * @param codec such as "G722" or "H264"
     * @param protection the encryption of its packets, by its name; empty if there is none
     */
    public record Stream(
            Direction direction,
            Medium medium,
            String slot,
            String codec,
            Traffic traffic,
            Network network,
            Content content,
            Optional<String> protection) {

        /**
         * The amount of what flows.
         *
         * @param bytes of RTP payload
         * @param bitrate bit/s, RTP payload
         */
        public record Traffic(long packets, long bytes, long bitrate) {}

        /**
         * The state of the way that the packets take.
         *
         * @param lost packets that were lost for good; of what we send, as the party reports it. Never goes down
         * @param recentLoss per cent of the packets of about the last ten seconds, 0 to 100
         * @param jitter milliseconds; of what we send, as the party reports it
         * @param roundTrip milliseconds, if the party sends the reports that tell it
         */
        public record Network(long lost, double recentLoss, double jitter, OptionalDouble roundTrip) {}

        /**
         * The pictures, or the sound, that the packets hold.
         *
         * @param frames pictures; for sound, 20 ms blocks
         * @param keyframes pictures that depend on no other
         * @param keyframeRequests asked of the party (received) or by the party (sent)
         * @param concealed milliseconds of received sound that had to be made up
         * @param level of received sound, dBov (-127 to 0)
         * @param loudest level of 20 ms of received sound in the last minute; -127 if there was none
         * @param largest picture that was agreed, macroblocks of 16×16 pixels; 0 for sound, or if it is not known
         */
        public record Content(
                long frames,
                long keyframes,
                long keyframeRequests,
                long concealed,
                double level,
                double loudest,
                int largest) {

            /** dBov. */
            private static final double SILENCE = -127;

            /** As long as nobody has looked into the packets. */
            public static final Content NOTHING = new Content(0, 0, 0, 0, 0, SILENCE, 0);

            /** Of a stream of pictures. */
            public static Content ofPictures(long frames, long keyframes, long keyframeRequests) {
                return ofPictures(frames, keyframes, keyframeRequests, 0);
            }

            /** The same of pictures of this size at most. */
            public static Content ofPictures(long frames, long keyframes, long keyframeRequests, int largest) {
                return new Content(frames, keyframes, keyframeRequests, 0, 0, SILENCE, largest);
            }

            /** Of a stream of sound. */
            public static Content ofSound(long frames, long concealed, double level, double loudest) {
                return new Content(frames, 0, 0, concealed, level, loudest, 0);
            }
        }

        /** Whether pictures flow of which none can be shown: nobody has got, or sent us, one that depends on no other. */
        public boolean withoutKeyframe() {
            return medium == Medium.VIDEO && content.frames() > 0 && content.keyframes() == 0;
        }

        /** The place of a stream in a call, which one that follows it takes. */
        private record Place(Direction direction, Medium medium, String slot) {}

        private Place place() {
            return new Place(direction, medium, slot);
        }

        /** Counts streams of the same direction, medium and slot as one; the later ones first, in their order. */
        public static List<Stream> together(List<Stream> earlier, List<Stream> later) {
            Map<Place, Stream> all = new LinkedHashMap<>();
            later.forEach(stream -> all.put(stream.place(), stream));
            earlier.forEach(stream -> all.merge(stream.place(), stream, Stream::following));
            return new ArrayList<>(all.values());
        }

        /** The same with what an earlier one has counted. */
        private Stream following(Stream earlier) {
            return new Stream(
                    direction,
                    medium,
                    slot,
                    codec.isEmpty() ? earlier.codec : codec,
                    new Traffic(
                            traffic.packets + earlier.traffic.packets,
                            traffic.bytes + earlier.traffic.bytes,
                            traffic.bitrate),
                    new Network(
                            network.lost + earlier.network.lost, network.recentLoss, network.jitter, network.roundTrip),
                    new Content(
                            content.frames + earlier.content.frames,
                            content.keyframes + earlier.content.keyframes,
                            content.keyframeRequests + earlier.content.keyframeRequests,
                            content.concealed + earlier.content.concealed,
                            content.level,
                            content.loudest,
                            content.largest),
                    protection);
        }

        public Stream under(Optional<PacketProtection> encryption) {
            return new Stream(
                    direction, medium, slot, codec, traffic, network, content, encryption.map(PacketProtection::name));
        }
    }

    /** Seen from the gateway. */
    public enum Direction {
        RECEIVED,
        SENT
    }

    public enum Medium {
        AUDIO,
        VIDEO
    }
}
