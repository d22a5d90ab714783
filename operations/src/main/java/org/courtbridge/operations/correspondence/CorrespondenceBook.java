package org.courtbridge.operations.correspondence;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/** Keeps what was mailed about applications, and to whom. */
public interface CorrespondenceBook {

    /**
     * A mail that the mail server took.
     *
     * @param event number of the event that was told
     * @param about as {@link Notice#about}
     * @param name of the recipient, as pages call it
     */
    record Mailed(long event, String about, String email, String name, Instant at) {

        /** Without the address. */
        @Override
        public String toString() {
            return "Mailed[" + event + ", " + about + ", " + name + "]";
        }
    }

    /**
     * How far an application is told.
     *
     * @param settled number of the last event up to which all are told, or are not to be told any more
     * @param mails in the order in which they were taken
     */
    record Progress(long settled, List<Mailed> mails) {

        public Progress {
            mails = List.copyOf(mails);
        }

        /** Those of one notice. */
        public List<Mailed> of(long event, String about) {
            return mails.stream()
                    .filter(one -> one.event() == event && one.about().equals(about))
                    .toList();
        }
    }

    /** Ids of applications with an event that is not settled, the one that was changed last first. */
    List<String> unsettled(int most);

    Progress progress(String application);

    void mailed(String application, Mailed mail);

    /** Settles the events up to one; later ones stay settled. */
    void settle(String application, long event);

    /** Ids of users who need no reminder on a day any more. */
    Set<String> reminded(LocalDate day);

    /** A user needs no reminder on a day any more; those of former days are forgotten. */
    void remind(LocalDate day, String user);
}
