package org.courtbridge.gateway.web;

/** What the API and the pages do alike. */
record Desks(
        HearingDesk hearings, DeviceDesk devices, InventoryDesk inventory, UserDesk users, HandoverDesk handovers) {

    static Desks of(Services services) {
        return new Desks(
                new HearingDesk(services),
                new DeviceDesk(services.devices()),
                new InventoryDesk(services.inventory(), services.audit()),
                new UserDesk(services),
                new HandoverDesk(services));
    }
}
