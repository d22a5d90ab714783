package org.courtbridge.gateway.cli;

import picocli.CommandLine.Parameters;

/** The device that a command is about. */
final class DeviceParameter {

    @Parameters(index = "0", paramLabel = "DEVICE", description = "Its user name or id.")
    private String device = "";

    /** Path of a resource of the device in the API. @param rest of the path, from a slash on; may be empty */
    String path(GatewayClient gateway, String rest) {
        return "/devices/" + GatewayClient.part(id(gateway)) + rest;
    }

    String id(GatewayClient gateway) {
        return id(gateway, device);
    }

    /** @param device its user name or id */
    static String id(GatewayClient gateway, String device) {
        return gateway.find(gateway.get("/devices"), device, "id", "username");
    }
}
