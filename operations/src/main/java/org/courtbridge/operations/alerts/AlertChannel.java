package org.courtbridge.operations.alerts;

import org.courtbridge.provisioning.testcall.Alert;

/** Channel by which somebody hears of an alert: mail, or a web hook. From any thread; returns at once. */
@FunctionalInterface
public interface AlertChannel {

    void tell(Alert alert);
}
