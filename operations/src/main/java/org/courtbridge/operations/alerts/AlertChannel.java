package org.courtbridge.operations.alerts;

import org.courtbridge.provisioning.testcall.Alert;

/** How somebody hears of an alert. From any thread; returns at once. */
@FunctionalInterface
public interface AlertChannel {

    void tell(Alert alert);
}
