package org.courtbridge.console.wizard;

import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.courtbridge.console.devices.DeviceDesk;
import org.courtbridge.console.devices.InventoryDesk;
import org.courtbridge.console.fleet.FleetServices;
import org.courtbridge.console.handover.HandoverDesk;
import org.courtbridge.console.html.ErrorPages;
import org.courtbridge.console.html.Templates;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.Endpoint;
import org.courtbridge.console.http.Reply;
import org.courtbridge.court.access.ExpiringTokenStore;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.Devices;

/**
 * Adds a device step by step: whose it is, where it is reached and what it says there, where it stands, and what it signs in
 * with. Each step is a page of its own that is left by a form, so the browser's way back works, and nothing needs a script.
 */
public final class DeviceWizard {

    /** For an hour after the last step: visits to what was added are none. */
    private static final ExpiringTokenStore.Limits LIMITS =
            new ExpiringTokenStore.Limits(Duration.ofHours(1), 1_000, 100);

    private final ExpiringTokenStore<DeviceAddition> additions;
    private final WizardAddress address;
    private final WizardPlace place;
    private final WizardAccount account;
    private final NextSteps next;
    private final Templates templates;

    /**
     * The services and settings that the wizard's steps work with.
     *
     * @param baseUrl where devices reach this gateway
     * @param zone of the court
     */
    public record Parts(
            Devices devices,
            DeviceDesk desk,
            InventoryDesk inventory,
            HandoverDesk handovers,
            FleetServices fleet,
            Supplier<String> baseUrl,
            ZoneId zone,
            InstantSource clock) {}

    public DeviceWizard(Parts parts, Templates templates) {
        this.additions = new ExpiringTokenStore<>(LIMITS, parts.clock());
        this.address = new WizardAddress(parts.fleet().fleet(), templates);
        this.place = new WizardPlace(parts.inventory(), templates);
        this.account = new WizardAccount(parts, templates);
        this.next = new NextSteps(parts, templates);
        this.templates = templates;
    }

    public List<Endpoint> endpoints() {
        Allowed change = Allowed.CHANGE_ALL_DEVICES;
        return List.of(
                Endpoint.page(
                        HttpMethod.GET,
                        WizardStep.START,
                        change,
                        call -> makeForm(call, 200, WizardStep.START, Optional.empty(), "")),
                Endpoint.page(HttpMethod.POST, WizardStep.START, change, this::begin),
                shown(WizardStep.MAKE, this::make),
                taken(WizardStep.MAKE, this::chooseMake),
                shown(WizardStep.ADDRESS, address::page),
                taken(WizardStep.ADDRESS, address::choose),
                shown(WizardStep.ROOM, place::page),
                taken(WizardStep.ROOM, place::choose),
                shown(WizardStep.ACCOUNT, account::page),
                taken(WizardStep.ACCOUNT, account::add),
                Endpoint.page(HttpMethod.GET, NextSteps.PATH, Allowed.CHANGE_DEVICES, next::page));
    }

    private interface StepAction {
        Reply handle(Call call, DeviceAddition addition) throws Exception;
    }

    private Endpoint shown(WizardStep step, StepAction action) {
        return step(HttpMethod.GET, step, (call, addition) -> unlessAdded(call, addition, action));
    }

    private Endpoint taken(WizardStep step, StepAction action) {
        return step(
                HttpMethod.POST, step, (call, addition) -> addition.alone(() -> unlessAdded(call, addition, action)));
    }

    private Endpoint step(HttpMethod method, WizardStep step, StepAction action) {
        return Endpoint.page(method, step.route(), Allowed.CHANGE_ALL_DEVICES, call -> {
            Optional<DeviceAddition> addition = additions.find(WizardStep.draft(call), call.actor());
            if (addition.isEmpty()) {
                return Reply.seeOther(WizardStep.START + "?done=wizard.gone");
            }
            if (addition.get().device().isEmpty()) {
                additions.renew(WizardStep.draft(call));
            }
            return action.handle(call, addition.get());
        });
    }

    /** Runs a step unless the device was added: then whoever comes back is led on, and whoever clicked twice sees the same. */
    private Reply unlessAdded(Call call, DeviceAddition addition, StepAction action) throws Exception {
        Optional<Device> added = addition.device();
        if (added.isEmpty()) {
            return action.handle(call, addition);
        }
        return account.again(call, addition).orElseGet(() -> NextSteps.of(added.get()));
    }

    private Reply makeForm(Call call, int status, String action, Optional<DeviceMake> chosen, String complaint) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("page", ErrorPages.page(call));
        shown.put("action", action);
        shown.put("chosen", chosen);
        shown.put("complaint", complaint);
        return Reply.html(status, templates.render("wizard/make.jte", shown));
    }

    private Reply begin(Call call) {
        Optional<DeviceMake> make = DeviceMake.named(call.field("make"));
        if (make.isEmpty()) {
            return makeForm(call, 400, WizardStep.START, make, WizardStep.say(call, "wizard.make.none"));
        }
        return WizardStep.ADDRESS.of(additions.leave(call.actor(), new DeviceAddition(DeviceDraft.of(make.get()))));
    }

    private Reply make(Call call, DeviceAddition addition) {
        return makeForm(
                call,
                200,
                WizardStep.MAKE.path(call),
                Optional.of(addition.draft().make()),
                "");
    }

    private Reply chooseMake(Call call, DeviceAddition addition) {
        Optional<DeviceMake> make = DeviceMake.named(call.field("make"));
        if (make.isEmpty()) {
            return makeForm(call, 400, WizardStep.MAKE.path(call), make, WizardStep.say(call, "wizard.make.none"));
        }
        addition.become(addition.draft().with(make.get()));
        return WizardStep.ADDRESS.of(call);
    }
}
