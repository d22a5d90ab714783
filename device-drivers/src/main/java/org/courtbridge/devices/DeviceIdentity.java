package org.courtbridge.devices;

/** The make, model, name, serial number and firmware that a device says it has. What it does not say is empty text. */
public record DeviceIdentity(String make, String model, String name, String serial, String firmware) {}
