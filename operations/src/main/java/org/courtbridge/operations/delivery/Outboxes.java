package org.courtbridge.operations.delivery;

/** Opens outboxes, in which messages wait until they are delivered. */
@FunctionalInterface
public interface Outboxes {

    /** To be called before anything is delivered. */
    Outbox open(Outbox.Settings settings, Outbox.Delivery delivery);
}
