package org.courtbridge.console;

import org.courtbridge.provisioning.testcall.Limits;

/** What the API and the pages do alike. */
record Desks(
        HearingDesk hearings,
        DeviceDesk devices,
        InventoryDesk inventory,
        UserDesk users,
        HandoverDesk handovers,
        RotationDesk rotations,
        ConfigurationDesk configurations,
        PushDesk pushes,
        CertificateDesk certificates,
        TestCallDesk tests,
        RehearsalDesk rehearsals) {

    /** @param signIns that end when a user is disabled, or signs in another way */
    static Desks of(Services services, SignIns signIns) {
        DeviceDesk devices = new DeviceDesk(services.devices());
        HandoverDesk handovers = new HandoverDesk(services);
        DeviceFiles files = new DeviceFiles(services);
        HearingDesk hearings = new HearingDesk(services.hearings(), services.devices());
        return new Desks(
                hearings,
                devices,
                new InventoryDesk(services.inventory(), services.audit()),
                new UserDesk(services.access(), services.audit(), signIns),
                handovers,
                new RotationDesk(devices, handovers, services.inventory(), services.clock()),
                new ConfigurationDesk(services, files),
                new PushDesk(services, files),
                new CertificateDesk(services.certificates(), services.clock()),
                new TestCallDesk(services, hearings),
                new RehearsalDesk(
                        services.hearings().conferences(),
                        hearings::hearing,
                        services.tests().map(TestServices::limits).orElseGet(Limits::standard),
                        services.clock(),
                        Thread::sleep));
    }
}
