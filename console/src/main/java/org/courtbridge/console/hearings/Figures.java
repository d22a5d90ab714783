package org.courtbridge.console.hearings;

import java.util.ArrayList;
import java.util.List;
import org.courtbridge.console.html.Messages;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Stream;

/** Puts the statistics of a hearing into a table for technicians, in the units that they know. */
final class Figures {

    private final Messages messages;

    Figures(Messages messages) {
        this.messages = messages;
    }

    FiguresPage of(HearingState state, List<LegStatistics> legs) {
        return new FiguresPage(
                state.id(), state.title(), legs.stream().map(this::party).toList());
    }

    private FiguresPage.Party party(LegStatistics leg) {
        List<String> notes = new ArrayList<>();
        leg.blocked().forEach(picture -> notes.add(blocked(picture, messages)));
        leg.refused().forEach(refused -> notes.add(refused(refused, messages)));
        return new FiguresPage.Party(
                leg.name(),
                messages.get("figures.kind." + leg.kind()),
                notes,
                leg.streams().stream().map(this::stream).toList());
    }

    private FiguresPage.Stream stream(Stream stream) {
        List<FiguresPage.Figure> figures = new ArrayList<>();
        add(figures, "codec", stream.codec());
        add(figures, "rate", in("kilobits", Math.round(stream.traffic().bitrate() / 1_000.0)));
        add(figures, "packets", in("number", stream.traffic().packets()));
        add(figures, "loss", in("percent", oneDigit(stream.network().recentLoss())));
        add(figures, "lost", in("number", stream.network().lost()));
        add(figures, "jitter", in("ms", oneDigit(stream.network().jitter())));
        stream.network().roundTrip().ifPresent(trip -> add(figures, "roundtrip", in("ms", oneDigit(trip))));
        switch (stream.medium()) {
            case VIDEO -> {
                add(figures, "frames", in("number", stream.content().frames()));
                add(
                        figures,
                        "keyframes",
                        stream.withoutKeyframe()
                                ? messages.get("figures.keyframes.none")
                                : in("number", stream.content().keyframes()));
                add(figures, "requests", in("number", stream.content().keyframeRequests()));
            }
            case AUDIO -> {
                if (stream.direction() == Direction.RECEIVED) {
                    add(
                            figures,
                            "concealed",
                            in("seconds", oneDigit(stream.content().concealed() / 1_000.0)));
                    add(
                            figures,
                            "level",
                            in("decibels", Math.round(stream.content().level())));
                }
            }
        }
        add(figures, "protection", stream.protection().orElseGet(() -> messages.get("figures.protection.none")));
        String name = "figures." + stream.direction() + "." + stream.medium();
        return new FiguresPage.Stream(messages.get(name, stream.slot()), figures);
    }

    private void add(List<FiguresPage.Figure> figures, String name, String value) {
        figures.add(new FiguresPage.Figure(messages.get("figures." + name), value));
    }

    private String in(String unit, Object value) {
        return messages.get("figures." + unit, value);
    }

    /** Sentence that says whose picture a party cannot be shown, and why. */
    static String blocked(LegStatistics.BlockedPicture picture, Messages messages) {
        String reason = messages.get(
                "blocked." + picture.misfit().limit(),
                size(picture.misfit().sent()),
                size(picture.misfit().taken()));
        return messages.get("quality.blocked", picture.name(), reason);
    }

    /** Sentence that says what a party offered, and why it was refused. */
    static String refused(LegMedia.Refused refused, Messages messages) {
        return messages.get(
                "quality.refused",
                messages.get("medium." + refused.medium()),
                String.join(", ", refused.offered()),
                messages.get("refused." + refused.reason()));
    }

    /** As people write the size of a picture. */
    private static String size(String text) {
        return text.replaceFirst("^(\\d+)x(\\d+)$", "$1×$2");
    }

    private static double oneDigit(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
