package org.courtbridge.court.conference;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.hearings.HearingEvent;
import org.courtbridge.hearings.HearingState;

/** Those who want to know of every event; one that fails does not keep it from the others. */
final class Subscribers implements Effect {

    private static final Logger LOG = LogManager.getLogger();

    private final List<Subscription> subscriptions = new CopyOnWriteArrayList<>();

    /** Compared by identity: the same consumer may subscribe twice. */
    private final class Subscription implements AutoCloseable {

        private final Consumer<Conferences.Change> subscriber;

        Subscription(Consumer<Conferences.Change> subscriber) {
            this.subscriber = subscriber;
        }

        @Override
        public void close() {
            subscriptions.remove(this);
        }
    }

    AutoCloseable add(Consumer<Conferences.Change> subscriber) {
        Subscription subscription = new Subscription(subscriber);
        subscriptions.add(subscription);
        return subscription;
    }

    @Override
    public void happened(HearingState before, HearingEvent.Recorded recorded, HearingState after, Calls calls) {
        for (Subscription subscription : subscriptions) {
            try {
                subscription.subscriber.accept(new Conferences.Change(after, recorded));
            } catch (RuntimeException e) {
                LOG.error("a subscriber failed at event {} of hearing {}", recorded.number(), after.id(), e);
            }
        }
    }
}
