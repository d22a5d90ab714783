package org.courtbridge.media.probe;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.courtbridge.codecs.audio.AudioCodec;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.leg.LegStatistics.Stream;
import org.courtbridge.provisioning.testcall.ProbeReport.BothWays;
import org.courtbridge.provisioning.testcall.ProbeReport.Coding;
import org.courtbridge.provisioning.testcall.ProbeReport.Codings;

/** The codings of a call's sound and pictures, as the statistics of its streams have them. */
public final class StreamCodings {

    /** Height of usual sizes of pictures by their macroblocks, of 16×16 pixels: 128×96 and upwards. */
    private static final NavigableMap<Integer, Integer> LINES = lines(
            new int[] {128, 96},
            new int[] {176, 144},
            new int[] {320, 240},
            new int[] {352, 288},
            new int[] {640, 360},
            new int[] {640, 480},
            new int[] {704, 576},
            new int[] {1280, 720},
            new int[] {1920, 1080},
            new int[] {3840, 2160});

    private StreamCodings() {}

    /** Of a call of which nothing but its streams is known: what it has no stream of was not agreed, or is held. */
    public static Codings of(List<Stream> streams) {
        return new Codings(
                Optional.of(new BothWays(
                        most(streams, Direction.RECEIVED, Medium.AUDIO).map(StreamCodings::sound),
                        most(streams, Direction.SENT, Medium.AUDIO).map(StreamCodings::sound))),
                Optional.of(new BothWays(
                        most(streams, Direction.RECEIVED, Medium.VIDEO).map(StreamCodings::picture),
                        most(streams, Direction.SENT, Medium.VIDEO).map(StreamCodings::picture))));
    }

    /**
     * Of a call that is tried.
     *
     * @param heard coding of the sound that came
     */
    static Codings of(LegMedia agreed, List<Stream> streams, Optional<AudioCodec> heard) {
        return new Codings(
                Optional.of(new BothWays(
                        agreed.receivedAudio()
                                .map(_ -> heard.map(StreamCodings::sound).orElse(Coding.UNSEEN)),
                        agreed.sentAudio().map(sound -> sound(sound.format().codec())))),
                Optional.of(new BothWays(
                        agreed.receivedVideo().map(_ -> picture(streams, Direction.RECEIVED)),
                        agreed.sentVideos().stream().findFirst().map(_ -> picture(streams, Direction.SENT)))));
    }

    /** The one by which most came, of those that are not beside the camera's. */
    private static Optional<Stream> most(List<Stream> streams, Direction direction, Medium medium) {
        return streams.stream()
                .filter(stream -> stream.direction() == direction && stream.medium() == medium)
                .filter(stream -> !stream.slot().equals(LegMedia.SentVideo.CONTENT))
                .max(Comparator.comparingLong(stream -> stream.traffic().packets()));
    }

    private static Coding picture(List<Stream> streams, Direction direction) {
        return most(streams, direction, Medium.VIDEO)
                .map(StreamCodings::picture)
                .orElse(Coding.UNSEEN);
    }

    private static Coding picture(Stream stream) {
        return stream.traffic().packets() == 0
                ? Coding.UNSEEN
                : new Coding(
                        Optional.of(stream.codec()), linesOf(stream.content().largest()));
    }

    private static Coding sound(Stream stream) {
        return Arrays.stream(AudioCodec.values())
                .filter(codec ->
                        codec.name().equals(stream.codec()) && stream.traffic().packets() > 0)
                .findFirst()
                .map(StreamCodings::sound)
                .orElse(Coding.UNSEEN);
    }

    private static Coding sound(AudioCodec codec) {
        return new Coding(Optional.of(codec.name()), OptionalDouble.of(codec.sampleRate()));
    }

    /** Rows of the largest usual picture of so many macroblocks. */
    private static OptionalDouble linesOf(int macroblocks) {
        return Optional.ofNullable(LINES.floorEntry(macroblocks)).stream()
                .mapToDouble(size -> size.getValue())
                .findFirst();
    }

    private static NavigableMap<Integer, Integer> lines(int[]... sizes) {
        NavigableMap<Integer, Integer> lines = new TreeMap<>();
        for (int[] size : sizes) {
            lines.put((size[0] + 15) / 16 * ((size[1] + 15) / 16), size[1]);
        }
        return lines;
    }
}
