package org.courtbridge.gateway.web;

/** What the API and the pages do alike. */
record Desks(HearingDesk hearings, DeviceDesk devices, UserDesk users) {

    static Desks of(Services services) {
        return new Desks(new HearingDesk(services), new DeviceDesk(services), new UserDesk(services));
    }
}
