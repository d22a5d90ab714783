package org.courtbridge.console.tests;

import org.courtbridge.operations.alerts.FaultBook;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.TestBook;

/**
 * What is shown of test calls, and who makes them.
 *
 * @param limits what is good and what is bad in this court
 */
public record TestServices(TestBook book, TestDesk desk, FaultBook faults, Limits limits) {}
