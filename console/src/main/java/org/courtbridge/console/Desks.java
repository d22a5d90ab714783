package org.courtbridge.console;

import org.courtbridge.console.certificates.CertificateDesk;
import org.courtbridge.console.configuration.ConfigurationDesk;
import org.courtbridge.console.configuration.PushDesk;
import org.courtbridge.console.devices.DeviceDesk;
import org.courtbridge.console.devices.ImportDesk;
import org.courtbridge.console.devices.InventoryDesk;
import org.courtbridge.console.devices.RotationDesk;
import org.courtbridge.console.handover.HandoverDesk;
import org.courtbridge.console.hearings.HearingDesk;
import org.courtbridge.console.rehearsals.RehearsalDesks;
import org.courtbridge.console.tests.TestCallDesk;
import org.courtbridge.console.tests.TestServices;
import org.courtbridge.console.users.SignIns;
import org.courtbridge.console.users.UserDesk;
import org.courtbridge.operations.enrolment.DeviceFiles;
import org.courtbridge.operations.fleet.NewSettings;
import org.courtbridge.provisioning.testcall.Limits;

/** The desks, which carry out what the API and the pages offer alike. */
record Desks(
        HearingDesk hearings,
        DeviceDesk devices,
        InventoryDesk inventory,
        ImportDesk imports,
        UserDesk users,
        HandoverDesk handovers,
        RotationDesk rotations,
        ConfigurationDesk configurations,
        PushDesk pushes,
        CertificateDesk certificates,
        TestCallDesk tests,
        RehearsalDesks rehearsals) {

    /** @param signIns that end when a user is disabled, or signs in another way */
    static Desks of(Services services, SignIns signIns) {
        DeviceDesk devices = new DeviceDesk(services.devices());
        HandoverDesk handovers =
                new HandoverDesk(services.audit(), services.mail(), services.baseUrl(), services.clock());
        DeviceFiles files = new DeviceFiles(
                services.devices(),
                services.inventory(),
                services.provisioning().files(),
                services.clock());
        HearingDesk hearings =
                new HearingDesk(services.hearings(), services.devices(), services.inventory(), services.audit());
        return new Desks(
                hearings,
                devices,
                new InventoryDesk(services.inventory(), services.audit()),
                new ImportDesk(services.inventory(), services.devices(), handovers),
                new UserDesk(services.access(), services.audit(), signIns, services.inventory()),
                handovers,
                new RotationDesk(devices, handovers, services.inventory(), services.clock()),
                new ConfigurationDesk(
                        services.provisioning(), files, services.audit(), services.baseUrl(), services.clock()),
                new PushDesk(
                        services.fleet().fleet(), services.audit(), files, new NewSettings(services.devices(), files)),
                new CertificateDesk(services.certificates(), services.clock()),
                new TestCallDesk(
                        services.tests(),
                        services.hearings(),
                        hearings,
                        services.devices(),
                        services.inventory(),
                        services.zone(),
                        services.clock()),
                RehearsalDesks.of(
                        services.hearings().conferences(),
                        hearings,
                        services.tests().map(TestServices::limits).orElseGet(Limits::standard),
                        services.clock()));
    }
}
