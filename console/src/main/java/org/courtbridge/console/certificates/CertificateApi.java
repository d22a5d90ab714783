package org.courtbridge.console.certificates;

import org.courtbridge.console.devices.DeviceDesk;
import org.courtbridge.console.devices.InventoryDesk;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Reply;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Institution;

/** Devices' certificates, and the authorities of institutions, over the API. */
public final class CertificateApi {

    private static final String CERTIFICATES = "/api/v1/devices/{device}/certificates";
    private static final String AUTHORITIES = "/api/v1/institutions/{institution}/authorities";

    private final CertificateDesk desk;
    private final DeviceDesk devices;
    private final InventoryDesk inventory;

    public CertificateApi(CertificateDesk desk, DeviceDesk devices, InventoryDesk inventory) {
        this.desk = desk;
        this.devices = devices;
        this.inventory = inventory;
    }

    public void declare(ApiEndpoints api) {
        api.list(
                CERTIFICATES,
                Allowed.SEE_DEVICES,
                "All certificates that a device has and had, the latest first",
                CertificateViews.CertificateView.class,
                call -> Reply.json(
                        200,
                        desk.of(device(call)).stream()
                                .map(CertificateViews.CertificateView::of)
                                .toList()));
        api.post(
                CERTIFICATES,
                Allowed.CHANGE_DEVICES,
                "Sign a device's request for a certificate; those that it has stay good",
                201,
                CertificateViews.Wish.class,
                CertificateViews.Signed.class,
                call -> Reply.json(
                        201,
                        CertificateViews.Signed.of(desk.by(call)
                                .sign(
                                        device(call),
                                        ApiEndpoints.given(
                                                call.json(CertificateViews.Wish.class)
                                                        .request(),
                                                "request")))));
        api.post(
                CERTIFICATES + "/key",
                Allowed.CHANGE_DEVICES,
                "Make a key for a device with its certificate, as a PKCS #12 file; its password is shown this once",
                201,
                null,
                CertificateViews.Made.class,
                call -> Reply.json(201, CertificateViews.Made.of(desk.by(call).make(device(call)))));
        api.post(
                CERTIFICATES + "/known",
                Allowed.CHANGE_DEVICES,
                "Tell of a certificate that a device has from its institution's authority, whatever names are in it; those"
                        + " between the two follow it",
                201,
                CertificateViews.Pem.class,
                CertificateViews.CertificateView.class,
                call -> Reply.json(
                        201, CertificateViews.CertificateView.of(desk.by(call).know(device(call), pem(call)))));
        api.post(
                CERTIFICATES + "/{certificate}/revocation",
                Allowed.CHANGE_DEVICES,
                "Take a certificate at once; the device's registrations end",
                200,
                null,
                CertificateViews.CertificateView.class,
                call -> Reply.json(
                        200,
                        CertificateViews.CertificateView.of(
                                desk.by(call).revoke(device(call), call.path("certificate")))));
        api.post(
                "/api/v1/devices/{device}/certificates/enrolment",
                Allowed.CHANGE_DEVICES,
                "Make a secret by which a device gets a certificate by EST, once; shown this once",
                201,
                null,
                CertificateViews.EnrolmentSecretView.class,
                call -> {
                    CertificateDesk.Enrolment made = desk.by(call).enrol(device(call));
                    return Reply.json(
                            201,
                            new CertificateViews.EnrolmentSecretView(
                                    made.device().username(), made.secret(), made.until()));
                });
        api.list(
                AUTHORITIES,
                Allowed.SEE_DEVICES,
                "The authorities whose certificates an institution's devices may show",
                CertificateViews.AuthorityView.class,
                call -> Reply.json(
                        200,
                        desk.authorities(institution(call)).stream()
                                .map(CertificateViews.AuthorityView::of)
                                .toList()));
        api.post(
                AUTHORITIES,
                Allowed.CHANGE_ALL_DEVICES,
                "Believe an authority about an institution's devices",
                201,
                CertificateViews.Pem.class,
                CertificateViews.AuthorityView.class,
                call -> Reply.json(
                        201, CertificateViews.AuthorityView.of(desk.by(call).trust(institution(call), pem(call)))));
        api.delete(
                AUTHORITIES + "/{authority}",
                Allowed.CHANGE_ALL_DEVICES,
                "Believe an authority no longer; registrations of the institution's devices end",
                call -> {
                    desk.by(call).distrust(institution(call), call.path("authority"));
                    return Reply.nothing();
                });
    }

    private static String pem(Call call) {
        return ApiEndpoints.given(call.json(CertificateViews.Pem.class).certificate(), "certificate");
    }

    private Device device(Call call) {
        return devices.device(call.path("device"));
    }

    private Institution institution(Call call) {
        return inventory.institution(call.path("institution"));
    }
}
