package org.courtbridge.console;

import java.util.List;
import org.courtbridge.console.alerts.FaultApi;
import org.courtbridge.console.applications.ApplicationApi;
import org.courtbridge.console.applications.ApplicationPapers;
import org.courtbridge.console.audit.AuditApi;
import org.courtbridge.console.certificates.CertificateApi;
import org.courtbridge.console.configuration.ConfigurationApi;
import org.courtbridge.console.configuration.PushApi;
import org.courtbridge.console.devices.CredentialApi;
import org.courtbridge.console.devices.DeviceApi;
import org.courtbridge.console.devices.InventoryApi;
import org.courtbridge.console.handover.HandoverApi;
import org.courtbridge.console.hearings.HearingApi;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.invitations.InvitationApi;
import org.courtbridge.console.invitations.InvitationList;
import org.courtbridge.console.metrics.BackupApi;
import org.courtbridge.console.publication.PublicApi;
import org.courtbridge.console.rehearsals.ChecklistApi;
import org.courtbridge.console.rehearsals.RehearsalApi;
import org.courtbridge.console.schedule.ScheduleApi;
import org.courtbridge.console.schedule.ScheduleDesk;
import org.courtbridge.console.tests.TestCallApi;
import org.courtbridge.console.troubles.TroubleApi;
import org.courtbridge.console.troubles.TroubleDesk;
import org.courtbridge.console.users.SessionApi;
import org.courtbridge.console.users.SignIns;
import org.courtbridge.console.users.UserApi;
import org.courtbridge.operations.feasibility.FeasibilityReader;

/** The REST API, version 1: each part declares its endpoints. */
final class Api {

    private Api() {}

    static List<Endpoint> endpoints(
            Services services,
            Desks desks,
            TroubleDesk troubles,
            ScheduleDesk schedule,
            FeasibilityReader feasibility,
            SignIns signIns) {
        ApiEndpoints api = new ApiEndpoints();
        new SessionApi(signIns).declare(api);
        new HearingApi(services.hearings(), services.baseUrl(), desks.hearings(), desks.handovers()).declare(api);
        new TroubleApi(troubles, desks.hearings()).declare(api);
        new ScheduleApi(schedule).declare(api);
        new InvitationApi(new InvitationList(services.hearings())).declare(api);
        new ApplicationApi(
                        services.hearings().applications(),
                        new ApplicationPapers(services.inventory(), services.zone()),
                        feasibility)
                .declare(api);
        new PublicApi(services.hearings().published().list()).declare(api);
        new DeviceApi(desks.devices(), desks.handovers(), desks.inventory()).declare(api);
        new InventoryApi(desks.inventory(), desks.imports()).declare(api);
        new CredentialApi(desks.devices(), desks.rotations(), services.rotateKeys()).declare(api);
        new ConfigurationApi(desks.configurations()).declare(api);
        new PushApi(desks.pushes()).declare(api);
        new CertificateApi(desks.certificates(), desks.devices(), desks.inventory()).declare(api);
        new TestCallApi(desks.tests()).declare(api);
        new FaultApi(desks.tests()).declare(api);
        new RehearsalApi(desks.rehearsals().rehearsal()).declare(api);
        new ChecklistApi(desks.rehearsals().checklist(), desks.hearings()).declare(api);
        new HandoverApi(desks.handovers()).declare(api);
        new AuditApi(services.audit()).declare(api);
        new BackupApi(services.backUp()).declare(api);
        new UserApi(desks.users()).declare(api);
        return api.all();
    }
}
