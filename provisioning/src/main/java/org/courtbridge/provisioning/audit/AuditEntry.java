package org.courtbridge.provisioning.audit;

import java.time.Instant;
import java.util.List;

/**
 * One thing that was done to the inventory or to a credential.
 *
 * @param number 1, 2, 3 … without a gap
 * @param at to the millisecond
 * @param actor as in all trails: {@code user:LOGIN}, or {@code system} for the commands of this machine
 * @param action such as {@code device.change}
 * @param subject what it was done to
 * @param hash of this entry and, through the hash of the one before, of all before: see {@link AuditChain}
 */
public record AuditEntry(
        long number, Instant at, String actor, String action, Subject subject, List<Change> changes, String hash) {

    /**
     * @param kind such as {@code device}
     * @param id of it for ever, also when it is removed
     * @param name that it had then
     */
    public record Subject(String kind, String id, String name) {}

    public AuditEntry {
        changes = List.copyOf(changes);
    }
}
