package org.courtbridge.console.tests;

import org.courtbridge.operations.alerts.FaultBook;
import org.courtbridge.operations.tests.TestDesk;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.TestBook;

/**
 * The services that make test calls and keep their results.
 *
 * @param limits what is good and what is bad in this court
 */
public record TestServices(TestBook book, TestDesk desk, FaultBook faults, Limits limits) {}
