package org.courtbridge.media.probe;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.courtbridge.codecs.congestion.FilledLine;
import org.courtbridge.media.bridge.BridgeLeg;
import org.courtbridge.media.leg.LegStatistics;
import org.courtbridge.media.leg.LegStatistics.Direction;
import org.courtbridge.media.leg.LegStatistics.Medium;
import org.courtbridge.media.pacing.PacedTransport;
import org.courtbridge.media.rtcp.RtpSession;
import org.courtbridge.provisioning.testcall.ProbeReport;

/** Measures the rates of a party's line in both directions. Guarded by the bridge that it belongs to. */
final class LineRates {

    /** Octets of IPv4, UDP and RTP. */
    private static final int HEADERS = 20 + 8 + 12;

    private final Throughput up = new Throughput();
    private final Throughput down = new Throughput();

    /** Counts what has come and gone; about once a second. */
    void note(BridgeLeg leg) {
        up.note(received(leg));
        down.note(reported(leg));
    }

    /** The same rates, of a line of which something shows that it carries no more than what came. */
    static ProbeReport.Rates full(ProbeReport.Rates rates) {
        return new ProbeReport.Rates(rates.up(), false, rates.down(), rates.downIsAtLeast());
    }

    private static Map<RtpSession, Throughput.Count> received(BridgeLeg leg) {
        Map<RtpSession, Throughput.Count> counts = new HashMap<>();
        leg.sessions()
                .forEach(session -> session.timedSnapshot().ifPresent(snapshot -> {
                    long octets = snapshot.streams().stream()
                            .filter(stream -> stream.direction() == Direction.RECEIVED)
                            .mapToLong(LineRates::octets)
                            .sum();
                    counts.put(session, new Throughput.Count(octets, snapshot.at()));
                }));
        return counts;
    }

    /** A medium that is sent in one session. */
    private record Sent(RtpSession session, Medium medium) {}

    /** Sent, of what the party says how much of it is missing: nobody knows of anything else whether it arrives. */
    private static Map<Sent, Throughput.Count> reported(BridgeLeg leg) {
        Map<Sent, Throughput.Count> counts = new HashMap<>();
        for (RtpSession session : leg.sessions()) {
            for (Medium medium : Medium.values()) {
                if (session.reportedLoss(medium).isPresent()) {
                    session.timedSnapshot()
                            .ifPresent(snapshot -> first(snapshot, medium)
                                    .ifPresent(stream -> counts.put(
                                            new Sent(session, medium),
                                            new Throughput.Count(octets(stream), snapshot.at()))));
                }
            }
        }
        return counts;
    }

    /** As of {@link RtpSession#reportedLoss}. */
    private static Optional<LegStatistics.Stream> first(RtpSession.Snapshot snapshot, Medium medium) {
        return snapshot.streams().stream()
                .filter(stream -> stream.direction() == Direction.SENT && stream.medium() == medium)
                .findFirst();
    }

    private static long octets(LegStatistics.Stream stream) {
        return stream.traffic().bytes() + HEADERS * stream.traffic().packets();
    }

    /** A line that was never full may carry more. */
    ProbeReport.Rates of(BridgeLeg leg) {
        Optional<FilledLine.Result> learnt = leg.filled();
        if (learnt.filter(FilledLine.Result::isFull).isPresent()) {
            return new ProbeReport.Rates(up.most(), true, OptionalDouble.of(kilobits(learnt.get())), false);
        }
        if (learnt.filter(FilledLine.Result::isInDoubt).isPresent()) {
            return new ProbeReport.Rates(up.most(), true, OptionalDouble.empty(), false);
        }
        long limit = leg.pictureBits();
        boolean limited = limit != PacedTransport.UNLIMITED;
        OptionalDouble carried = limited ? OptionalDouble.of(limit / 1_000.0) : arrived(leg);
        double filledUp = learnt.map(LineRates::kilobits).orElse(0.0);
        return new ProbeReport.Rates(
                up.most(), true, filledUp > carried.orElse(0) ? OptionalDouble.of(filledUp) : carried, !limited);
    }

    private static double kilobits(FilledLine.Result result) {
        return result.bitsPerSecond() / 1_000.0;
    }

    /** Of what is sent, as the party reports; empty if it does not. */
    private OptionalDouble arrived(BridgeLeg leg) {
        OptionalDouble loss = leg.reportedLoss(Medium.VIDEO).isPresent()
                ? leg.reportedLoss(Medium.VIDEO)
                : leg.reportedLoss(Medium.AUDIO);
        return down.most().isPresent() && loss.isPresent()
                ? OptionalDouble.of(down.most().getAsDouble() * (1 - loss.getAsDouble() / 100))
                : OptionalDouble.empty();
    }
}
