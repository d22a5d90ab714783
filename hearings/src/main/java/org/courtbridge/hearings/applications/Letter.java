package org.courtbridge.hearings.applications;

/** An application on its way to one addressee. */
public record Letter(Addressee addressee, Destination to) {}
