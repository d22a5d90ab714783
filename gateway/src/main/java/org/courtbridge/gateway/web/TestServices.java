package org.courtbridge.gateway.web;

import org.courtbridge.provisioning.testcall.TestBook;

/** What is shown of test calls, and who makes them. */
public record TestServices(TestBook book, TestDesk desk) {}
