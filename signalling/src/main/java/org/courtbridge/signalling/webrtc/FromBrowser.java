package org.courtbridge.signalling.webrtc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.courtbridge.hearings.Layout;
import org.courtbridge.media.leg.LegCondition;

/** Message from a page. */
sealed interface FromBrowser {

    /** Characters of one message; an offer of forty media has about 100,000. */
    int MAX_LENGTH = 200_000;

    ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(4)
                    .maxStringLength(MAX_LENGTH)
                    .build())
            .build());

    /** Conditions that a page can know of itself. */
    Set<LegCondition> OF_A_PAGE = EnumSet.complementOf(EnumSet.of(LegCondition.OUT_OF_TOUCH));

    /** @param sdp a session description (RFC 8866) */
    record Offer(String sdp) implements FromBrowser {}

    /** The person leaves. */
    record Bye() implements FromBrowser {}

    /** The person asks to speak, or does not any more. */
    record Hand(boolean up) implements FromBrowser {}

    /** The person shows their screen, or does not any more. */
    record Share(boolean on) implements FromBrowser {}

    /**
     * The layout in which the person sees the others.
     *
     * @param layout of one picture with all of them; empty for a picture of each
     */
    record Arrange(Optional<Layout> layout) implements FromBrowser {}

    /** The person is to be in that one picture, too, or not any more. */
    record SeeSelf(boolean on) implements FromBrowser {}

    /** Asks for a sign of life. */
    record Ping() implements FromBrowser {}

    /** Everything that is wrong with the page and its devices. */
    record Condition(Set<LegCondition> conditions) implements FromBrowser {}

    /** Media statistics of the page, in a test call. */
    record Statistics(PageStatistics of) implements FromBrowser {}

    /** @throws SignallingException if it is none of these */
    static FromBrowser parse(String text) {
        if (text.length() > MAX_LENGTH) {
            throw new SignallingException(
                    "message of %d characters (expected: <= %d)".formatted(text.length(), MAX_LENGTH));
        }
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new SignallingException("message is not JSON");
        }
        String type = message.path("type").asText("");
        return switch (type) {
            case "offer" -> {
                JsonNode sdp = message.path("sdp");
                if (!sdp.isTextual()) {
                    throw new SignallingException("offer without sdp");
                }
                yield new Offer(sdp.textValue());
            }
            case "bye" -> new Bye();
            case "ping" -> new Ping();
            case "hand" -> new Hand(flag(message, "up"));
            case "share" -> new Share(flag(message, "on"));
            case "layout" -> new Arrange(layout(message.path("layout")));
            case "self" -> new SeeSelf(flag(message, "on"));
            case "condition" -> new Condition(conditions(message.path("conditions")));
            case "statistics" -> new Statistics(statistics(message));
            default ->
                throw new SignallingException(
                        "type is not offer, bye, hand, share, layout, self, condition, statistics or ping");
        };
    }

    private static Optional<Layout> layout(JsonNode name) {
        if (name.isNull()) {
            return Optional.empty();
        }
        return Optional.of(Stream.of(Layout.values())
                .filter(layout -> layout.name().equals(name.textValue()))
                .findFirst()
                .orElseThrow(() -> new SignallingException("layout is none of " + Arrays.toString(Layout.values()))));
    }

    private static boolean flag(JsonNode message, String name) {
        JsonNode flag = message.path(name);
        if (!flag.isBoolean()) {
            throw new SignallingException("message without " + name);
        }
        return flag.booleanValue();
    }

    private static PageStatistics statistics(JsonNode message) {
        try {
            return new PageStatistics(
                    number(message, "picturesPerSecond"),
                    number(message, "packetsLost"),
                    number(message, "jitter"),
                    number(message, "roundTrip"),
                    number(message, "outgoing"),
                    flag(message, "limited"));
        } catch (IllegalArgumentException e) {
            throw new SignallingException(String.valueOf(e.getMessage()));
        }
    }

    private static double number(JsonNode message, String name) {
        JsonNode number = message.path(name);
        if (!number.isNumber()) {
            throw new SignallingException("statistics without " + name);
        }
        return number.doubleValue();
    }

    /** A page of another version may know some that we do not. */
    private static Set<LegCondition> conditions(JsonNode names) {
        Set<LegCondition> known = EnumSet.noneOf(LegCondition.class);
        for (LegCondition condition : OF_A_PAGE) {
            for (JsonNode name : names) {
                if (name.asText().equals(condition.name())) {
                    known.add(condition);
                }
            }
        }
        return known;
    }
}
