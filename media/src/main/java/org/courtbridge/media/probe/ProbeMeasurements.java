package org.courtbridge.media.probe;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.courtbridge.codecs.measure.line.LineReport;
import org.courtbridge.codecs.measure.picture.PictureReport;
import org.courtbridge.codecs.measure.sound.SoundReport;
import org.courtbridge.media.bridge.BridgeLeg;
import org.courtbridge.media.leg.LegMedia;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.video.receive.VideoReceiver;
import org.courtbridge.provisioning.testcall.ProbeReport;

/**
 * Makes the figures of a test call: those that are known at once, and with them the reports on sound and picture, which take long.
 * Guarded by the bridge that it belongs to, but for {@link #figures}.
 */
final class ProbeMeasurements {

    /** Nanoseconds; a keyframe that took longer will not come any more, and it is known that it took so long. */
    private static final long LONGEST_RECOVERY = 4_000_000_000L;

    /** Part of the time whose pictures we left out, above which it is not known how the party's followed each other. */
    private static final double SLOW = 0.05;

    /** Loss of a line that is full, per cent at the least. */
    private static final double LOST_IF_FULL = 3;

    /** Time that packets wait before a line that is full, ms at the least. */
    private static final double WAITS_IF_FULL = 100;

    private final ProbedSound sound;
    private final ProbedPicture picture;
    private final Optional<LineFilling> filling;
    private final LineRates rates = new LineRates();
    private Optional<LegMedia> agreed = Optional.empty();

    ProbeMeasurements(ProbedSound sound, ProbedPicture picture, Optional<LineFilling> filling) {
        this.sound = sound;
        this.picture = picture;
        this.filling = filling;
    }

    /** Follows a new offer and answer. */
    void agreed(LegMedia media) {
        agreed = Optional.of(media);
        sound.agreed(media.receivedAudio());
    }

    /** Notes what the leg's line has carried, and how long it took; about once a second. */
    void note(BridgeLeg leg) {
        List<LegStatistics.Stream> streams = leg.snapshot();
        rates.note(leg);
        roundTrip(streams).ifPresent(sound::roundTrip);
    }

    /** Measures sound, picture and line anew; what is known of the rates and of what is sent stays. */
    void again() {
        sound.again();
        picture.again();
    }

    /** Measures no more, until {@link #again}: packets that are still awaited are lost. */
    void end(long now) {
        sound.end(now);
        picture.end(now);
    }

    /** The figures that are known at once, without waiting for the reports on sound and picture. */
    record Counted(
            boolean hears,
            boolean sees,
            boolean soundWasLate,
            boolean pictureWasLate,
            long at,
            ProbeReport.Rates rates,
            ProbeReport.Sent sent,
            Optional<Boolean> encrypted,
            ProbeReport.Codings codings) {}

    /** @param soundWasLate whether this machine was too slow for the sound of it */
    Counted count(BridgeLeg leg, boolean soundWasLate, long now) {
        List<LegStatistics.Stream> streams = leg.snapshot();
        return new Counted(
                has(media -> media.receivedAudio().isPresent()),
                has(media -> media.receivedVideo().isPresent()),
                soundWasLate,
                picture.leftOut(now) > SLOW,
                now,
                rates.of(leg),
                new ProbeReport.Sent(
                        missed(leg, Medium.AUDIO),
                        missed(leg, Medium.VIDEO),
                        roundTrip(streams),
                        recovery(now),
                        OptionalDouble.empty()),
                streams.stream().anyMatch(stream -> stream.traffic().packets() > 0)
                        ? Optional.of(streams.stream()
                                .allMatch(stream -> stream.protection().isPresent()))
                        : Optional.empty(),
                agreed.map(media -> StreamCodings.of(media, streams, sound.codec()))
                        .orElse(ProbeReport.Codings.UNKNOWN));
    }

    private boolean has(Predicate<LegMedia> what) {
        return agreed.filter(what).isPresent();
    }

    private OptionalDouble missed(BridgeLeg leg, Medium medium) {
        return filling.map(line -> line.missed(leg, medium)).orElseGet(() -> leg.reportedLoss(medium));
    }

    private static OptionalDouble roundTrip(List<LegStatistics.Stream> streams) {
        return streams.stream()
                .map(stream -> stream.network().roundTrip())
                .filter(OptionalDouble::isPresent)
                .findFirst()
                .orElse(OptionalDouble.empty());
    }

    private OptionalDouble recovery(long now) {
        Optional<VideoReceiver.Recovery> asked = picture.source().flatMap(VideoReceiver::recovery);
        if (asked.isEmpty()) {
            return OptionalDouble.empty();
        }
        OptionalLong took = asked.get().took();
        long waited = took.orElse(now - asked.get().asked());
        boolean known = took.isPresent()
                || waited >= LONGEST_RECOVERY && picture.source().orElseThrow().flows();
        return known ? OptionalDouble.of(waited / 1e9) : OptionalDouble.empty();
    }

    /**
     * All figures. Nobody waits for it: neither what belongs to the bridge nor to the tick of the sound is held. Takes long: not
     * for the control thread, or one of an event loop.
     */
    ProbeFigures figures(Counted counted) {
        Optional<LineReport> line = counted.hears() ? Optional.of(sound.line(counted.at())) : Optional.empty();
        return new ProbeFigures(
                counted.hears() ? Optional.of(sound(counted)) : Optional.empty(),
                counted.sees() ? picture(counted) : Optional.empty(),
                line,
                line.filter(this::isFull).isPresent() ? LineRates.full(counted.rates()) : counted.rates(),
                counted.sent(),
                counted.encrypted(),
                counted.codings());
    }

    /** A line that loses, and before which what it does not lose has waited, carries no more than what came. */
    private boolean isFull(LineReport line) {
        return line.loss().orElse(0) >= LOST_IF_FULL && sound.waits().orElse(0) >= WAITS_IF_FULL;
    }

    /** The report on the sound; without drop-outs where this machine was too slow, as they may be its own fault. */
    private SoundReport sound(Counted counted) {
        SoundReport report = sound.sound();
        return counted.soundWasLate() ? report.withoutDropOuts() : report;
    }

    /** Empty where the machine had no time for a single picture: that says nothing of the party. */
    private Optional<PictureReport> picture(Counted counted) {
        boolean late = counted.pictureWasLate();
        PictureReport report = picture.report();
        if (late && report.pictures() == 0) {
            return Optional.empty();
        }
        return Optional.of(late ? report.withoutTimes() : report);
    }
}
