package org.courtbridge.operations.alerts;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.Tested;

/** All faults that there have been, and what was told of them. From any thread; what changes is durable when the method returns. */
public interface FaultBook {

    /**
     * An alert that was told.
     *
     * @param hearing that it was told for
     */
    record Told(
            Alert.Key key, Alert.Occasion occasion, Alert.Severity severity, Optional<String> hearing, Instant at) {}

    /** Keeps a fault, in place of what was kept of it before, but for what is expected of it. */
    void keep(Fault fault);

    /** Keeps by when it is to work again, in place of what was said before. @return whether it is open: else nothing is kept */
    boolean expect(String id, Fault.Expectation said);

    Optional<Fault> fault(String id);

    /** Those that there are of some, in any order. */
    List<Fault> faults(Collection<String> ids);

    /** Those of a place that are open. */
    List<Fault> open(Tested.Place place);

    /** Those that are open, the newest first. */
    List<Fault> open();

    /** Those of a place that are open, or were restored at a time or later. */
    List<Fault> since(Tested.Place place, Instant time);

    /** Those that are open, or were restored at a time or later; the newest first. */
    List<Fault> since(Instant time);

    /** The open ones first, each part the newest first. @param most how many at most */
    List<Fault> latest(int most);

    /** Keys of the alerts that were told of a fault. */
    Set<Alert.Key> told(String fault);

    /** Of a fault, the oldest first. */
    List<Told> alerts(String fault);

    /** The newest first. @param most how many at most */
    List<Told> latestAlerts(int most);

    /** Takes it on to tell an alert. @return whether nobody, of any node, did before: then it is to be told */
    boolean claim(Alert alert, Instant at);

    /** Number of alerts that a user has not seen; each occasion counts once, whomever it was for. */
    int unread(String user);

    /** A user has seen what was told until a time. */
    void read(String user, Instant until);
}
