package org.courtbridge.gateway.web;

import org.courtbridge.gateway.alerts.FaultBook;
import org.courtbridge.gateway.tests.TestDesk;
import org.courtbridge.provisioning.testcall.Limits;
import org.courtbridge.provisioning.testcall.TestBook;

/**
 * What is shown of test calls, and who makes them.
 *
 * @param limits what is good and what is bad in this court
 */
public record TestServices(TestBook book, TestDesk desk, FaultBook faults, Limits limits) {}
