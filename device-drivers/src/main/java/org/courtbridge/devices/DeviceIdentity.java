package org.courtbridge.devices;

/** Who a device says it is. What it does not say is empty text. */
public record DeviceIdentity(String make, String model, String name, String serial, String firmware) {}
