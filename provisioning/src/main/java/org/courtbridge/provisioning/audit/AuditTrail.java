package org.courtbridge.provisioning.audit;

import java.util.List;
import java.util.Optional;

/** The audit entries; the gateway stores them, each in the transaction that makes the change it tells of. */
public interface AuditTrail {

    /** Entries about one subject, the latest first. */
    List<AuditEntry> of(String subjectId);

    /** Entries with higher numbers, in order. @param limit how many at most */
    List<AuditEntry> after(long number, int limit);

    /**
     * An entry of what changed nothing here, such as that a credential was printed.
     *
     * @param actor as in all entries
     * @param action such as {@code credential.print}
     */
    void note(String actor, String action, AuditEntry.Subject subject, List<Change> changes);

    /** The number of the last entry; 0 before the first. While it is the same, nothing that the trail tells of has changed. */
    long last();

    /** Reads all entries and follows the chain. */
    Verification verify();

    /**
     * @param head where the chain ends, as far as it is whole
     * @param broken the first entry that does not follow
     */
    record Verification(AuditChain.Head head, Optional<Broken> broken) {}

    /** What is wrong with an entry that does not follow. */
    enum Flaw {
        UNREADABLE("its changes cannot be read"),
        /** The number of the entry that comes next. */
        MISSING("it is missing: entry %d comes next"),
        ALTERED("it, or its hash, is not what was written"),
        /** The number of the last entry, and the one that is noted as such. */
        ENDING("the entries end with %d, and %d is noted as the last");

        private final String english;

        Flaw(String english) {
            this.english = english;
        }
    }

    /**
     * @param number of the entry, or of the one that is missing at the end
     * @param numbers those that the flaw has, as it says
     */
    record Broken(long number, Flaw flaw, List<Long> numbers) {

        /** In English words. */
        public String why() {
            return flaw.english.formatted(numbers.toArray());
        }
    }
}
