package org.courtbridge.operations.alerts;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;
import org.courtbridge.hearings.TroubleKind;

/**
 * Tells in every channel of the problems that parties of hearings report (paras. 14, 17 and 23 of the Rules): at once, and each once, as what is
 * said again is another event. Who hears of it by a channel hears for all courts, so nothing of a person leaves by it: neither a participant's
 * name nor what anybody wrote. Both are on the page of the hearing, for the people of its court.
 */
public final class TroubleAlerts implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(TroubleAlerts.class);
    private static final int SHUTDOWN_SECONDS = 5;

    private final List<Channel> channels;
    private final AutoCloseable subscription;

    /** What is told waits here for the database, which keeps it until it is sent; a hearing does not wait. */
    private final ExecutorService worker = Executors.newSingleThreadExecutor(
            Thread.ofVirtual().name("trouble-alerts").factory());

    /** A channel by which clerks, specialists and technicians hear of it. One thread at a time; may wait for the database. */
    @FunctionalInterface
    public interface Channel {
        void report(Reported trouble);
    }

    /**
     * A problem that was reported.
     *
     * @param hearing id of the hearing
     * @param number of the hearing, digits
     * @param begins when the hearing is to begin
     * @param room name of the room whose problem it is; empty for a participant's
     * @param trouble its number in the hearing
     */
    public record Reported(
            String hearing,
            String number,
            Optional<Instant> begins,
            Optional<String> room,
            TroubleKind kind,
            long trouble) {}

    public TroubleAlerts(Conferences conferences, List<Channel> channels) {
        this.channels = List.copyOf(channels);
        this.subscription = conferences.subscribe(this::happened);
    }

    private void happened(Conferences.Change change) {
        if (!channels.isEmpty() && change.event().event() instanceof HearingEvent.TroubleReported reported) {
            HearingState hearing = change.state();
            Reported trouble = new Reported(
                    hearing.id(),
                    hearing.number(),
                    hearing.begins(),
                    reported.party()
                            .deviceId()
                            .flatMap(_ -> hearing.seat(reported.party()))
                            .map(HearingState.Seat::name),
                    reported.kind(),
                    change.event().number());
            try {
                worker.execute(() -> channels.forEach(channel -> tell(channel, trouble)));
            } catch (RejectedExecutionException e) {
                LOG.warn("hearing {}: nobody is told of problem {}: the gateway ends", hearing.id(), trouble.trouble());
            }
        }
    }

    private static void tell(Channel channel, Reported trouble) {
        try {
            channel.report(trouble);
        } catch (RuntimeException e) {
            LOG.error("hearing {}: problem {} could not be told", trouble.hearing(), trouble.trouble(), e);
        }
    }

    @Override
    public void close() throws Exception {
        subscription.close();
        worker.shutdown();
        if (!worker.awaitTermination(SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("somebody is still being told of a problem");
        }
    }
}
