package org.courtbridge.console;

import java.util.List;

/** The REST API, version 1: each part declares its endpoints. */
final class Api {

    private Api() {}

    static List<Endpoint> endpoints(Services services, Desks desks, SignIns signIns) {
        ApiEndpoints api = new ApiEndpoints();
        new SessionApi(signIns).declare(api);
        new HearingApi(services.hearings(), services.baseUrl(), desks.hearings(), desks.handovers()).declare(api);
        new DeviceApi(desks.devices(), desks.handovers()).declare(api);
        new InventoryApi(desks.inventory(), desks.imports()).declare(api);
        new CredentialApi(desks.devices(), desks.rotations(), services.rotateKeys()).declare(api);
        new ConfigurationApi(desks.configurations()).declare(api);
        new PushApi(desks.pushes()).declare(api);
        new CertificateApi(desks.certificates(), desks.devices(), desks.inventory()).declare(api);
        new TestCallApi(desks.tests()).declare(api);
        new FaultApi(desks.tests()).declare(api);
        new RehearsalApi(desks.rehearsals()).declare(api);
        new HandoverApi(desks.handovers()).declare(api);
        new AuditApi(services.audit()).declare(api);
        new UserApi(desks.users()).declare(api);
        return api.all();
    }
}
