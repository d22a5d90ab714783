package org.courtbridge.gateway.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/** A page in a browser, with what the person at it sees and hears, which {@code measure.js} notes there. */
abstract sealed class MeasuredPage implements Viewer, AutoCloseable permits BrowserPeer, FirefoxPeer {

    /** Samples per second of what {@link #soundInTheLast} gives. */
    static final int SAMPLE_RATE = 16_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<Integer, String> tracks = new HashMap<>();
    private final Set<Integer> sent = new HashSet<>();
    private final List<Sighting.Shown> shown = new ArrayList<>();

    /** The value that an expression has in the page, waited for if it is a promise. */
    abstract JsonNode evaluate(String expression);

    /** What every page must run before its own scripts. */
    static String measures() throws IOException {
        return resource("measure.js");
    }

    /** A script beside this class. */
    static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(MeasuredPage.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Everything that the page showed so far, oldest first; a repeated or foreign picture is left out. */
    List<Sighting.Shown> shown() {
        for (JsonNode frame : evaluate("courtMeasure.takeShown()")) {
            read(frame, "whole").or(() -> read(frame, "middle")).ifPresent(picture -> {
                shown.add(new Sighting.Shown(picture, frame.path("at").asDouble()));
                tracks.put(picture.party(), frame.path("track").asText());
                if (frame.path("remote").asBoolean()) {
                    sent.add(picture.party());
                }
            });
        }
        return shown;
    }

    private static Optional<CodedPicture> read(JsonNode frame, String part) {
        return CodedPicture.ofCells(JSON.convertValue(frame.path(part), int[].class));
    }

    @Override
    public Optional<CodedPicture> sees(int party) {
        return shown().reversed().stream()
                .map(Sighting.Shown::picture)
                .filter(picture -> picture.party() == party)
                .findFirst();
    }

    /** Whether a party's picture has come from the other end at all; the page shows its own, too. */
    boolean wasSent(int party) {
        shown();
        return sent.contains(party);
    }

    /** What was shown so far does not count any more. */
    void forget() {
        shown();
        shown.clear();
    }

    /** There is another page now: what the one before showed does not count, nor does it have any tracks. */
    void forgetAll() {
        shown.clear();
        tracks.clear();
        sent.clear();
    }

    /** What was heard so far does not count any more. */
    void forgetSound() {
        evaluate("courtMeasure.forgetSound()");
    }

    /** Watches the page for a while: how much of a party it shows. */
    Sighting watch(int ofParty, Duration duration) {
        return Objects.requireNonNull(watch(Set.of(ofParty), duration).get(ofParty));
    }

    /** The same of several parties. */
    Map<Integer, Sighting> watch(Set<Integer> parties, Duration duration) {
        Watch watch = new Watch();
        Await.elapsed(duration);
        return watch.end(parties);
    }

    /** Begins to watch the page. */
    Watch watch() {
        return new Watch();
    }

    /**
     * A time in which the page is watched. Frames are counted by the browser's decoder, as the page may be too busy to
     * look at each of them.
     */
    final class Watch {

        private final Map<String, Long> decodedBefore = framesDecodedByTrack();
        private final double begin;

        private Watch() {
            forget();
            begin = now();
        }

        /** @return how much of each party the page has shown since the begin */
        Map<Integer, Sighting> end(Set<Integer> parties) {
            double end = now();
            List<Sighting.Shown> seen =
                    shown().stream().filter(one -> one.at() <= end).toList();
            Map<String, Long> decodedAfter = framesDecodedByTrack();
            Map<Integer, Sighting> sightings = new HashMap<>();
            for (int party : parties) {
                Sighting sighting = Sighting.of(party, seen, begin, end);
                String track = tracks.getOrDefault(party, "");
                long decoded = decodedAfter.getOrDefault(track, 0L) - decodedBefore.getOrDefault(track, 0L);
                // The decoder was asked a moment before the first sight and after the last one.
                sightings.put(party, sighting.withFrames((int) Math.min(sighting.sent(), decoded)));
            }
            return sightings;
        }
    }

    /** The browser's clock, in milliseconds since 1970. */
    double now() {
        return evaluate("courtMeasure.now()").asDouble();
    }

    /** What the browser received of all remote parties. */
    short[] soundInTheLast(int seconds) {
        String base64 = evaluate("courtMeasure.soundInTheLast(" + seconds + ")").asText();
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(base64)).order(ByteOrder.LITTLE_ENDIAN);
        short[] samples = new short[bytes.remaining() / 2];
        bytes.asShortBuffer().get(samples);
        return samples;
    }

    /** WebRTC statistics of every connection that is open. */
    JsonNode statistics() {
        return evaluate("courtMeasure.statistics()");
    }

    /** The first of the statistics whose field has this value. */
    JsonNode statistic(String field, String value) {
        return statistic(Map.of(field, value));
    }

    /** The first RTP stream, {@code inbound-rtp} or {@code outbound-rtp}, of a kind, {@code audio} or {@code video}. */
    JsonNode stream(String type, String kind) {
        return statistic(Map.of("type", type, "kind", kind));
    }

    /** The RTP streams of pictures that the browser sends: one for each layer of simulcast, in no order. */
    List<JsonNode> picturesSent() {
        return StreamSupport.stream(statistics().spliterator(), false)
                .filter(one -> one.path("type").asText().equals("outbound-rtp"))
                .filter(one -> one.path("kind").asText().equals("video"))
                .toList();
    }

    /** Why the pictures that it sends are not better: {@code cpu}, {@code bandwidth} or {@code none}, one for each layer. */
    List<String> limits() {
        List<String> limits = new ArrayList<>();
        for (JsonNode one : statistics()) {
            if (one.has("qualityLimitationReason")) {
                limits.add(one.path("qualityLimitationReason").asText());
            }
        }
        return limits;
    }

    private JsonNode statistic(Map<String, String> fields) {
        for (JsonNode one : statistics()) {
            if (fields.entrySet().stream()
                    .allMatch(field -> one.path(field.getKey()).asText().equals(field.getValue()))) {
                return one;
            }
        }
        throw new AssertionError("no statistics with " + fields);
    }

    /** Pictures of all parties that the browser received whole and decoded, in the connections that are open. */
    long framesDecoded() {
        return framesDecodedByTrack().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** How wide the pictures are that come of a party now, in pixels; 0 if none came yet. */
    int widthOf(int party) {
        shown();
        String track = tracks.getOrDefault(party, "");
        for (JsonNode report : statistics()) {
            if (report.path("type").asText().equals("inbound-rtp")
                    && report.path("trackIdentifier").asText().equals(track)) {
                return report.path("frameWidth").asInt();
            }
        }
        return 0;
    }

    private Map<String, Long> framesDecodedByTrack() {
        Map<String, Long> frames = new HashMap<>();
        for (JsonNode report : statistics()) {
            if (report.path("type").asText().equals("inbound-rtp")
                    && report.path("framesDecoded").isNumber()) {
                frames.put(
                        report.path("trackIdentifier").asText(),
                        report.path("framesDecoded").asLong());
            }
        }
        return frames;
    }

    @Override
    public abstract void close();
}
