package org.courtbridge.console.configuration;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.courtbridge.console.devices.FleetSelection;
import org.courtbridge.console.html.Messages;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.operations.enrolment.DeviceFiles;
import org.courtbridge.operations.fleet.BulkRun;
import org.courtbridge.operations.fleet.CommandOutcome;
import org.courtbridge.operations.fleet.DeviceSettings.InCall;
import org.courtbridge.operations.fleet.Fleet;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.operations.fleet.NewSettings;
import org.courtbridge.provisioning.audit.AuditEntry.Subject;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.audit.Change;
import org.courtbridge.provisioning.files.ConfigTemplate;
import org.courtbridge.provisioning.files.TemplateException;
import org.courtbridge.provisioning.inventory.Placement;

/**
 * Has drivers tell devices their settings, one or many at once, with a new password for each that is told one. What came of it is
 * in the trail of each device.
 */
public final class PushDesk {

    /** A codec is told one thing after the other, and asked each time whether it did it. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Fleet fleet;
    private final AuditTrail audit;
    private final DeviceFiles files;
    private final NewSettings settings;

    public PushDesk(Fleet fleet, AuditTrail audit, DeviceFiles files, NewSettings settings) {
        this.fleet = fleet;
        this.audit = audit;
        this.files = files;
        this.settings = settings;
    }

    public static InCall inCall(boolean disturb) {
        return disturb ? InCall.TOLD : InCall.LEFT_ALONE;
    }

    /** @param codes of what is to be set by hand, with blanks between them */
    public static String hands(Messages messages, String codes) {
        return Arrays.stream(codes.split(" "))
                .map(code -> messages.get("hands." + code))
                .collect(Collectors.joining(", "));
    }

    /** Waits until it is told. */
    CommandOutcome push(Call call, String deviceId, InCall inCall) throws InterruptedException {
        Placement placement = files.placement(deviceId).orElseThrow(ConfigurationDesk::noSuchDevice);
        FleetItem item = fleet.item(deviceId).filter(FleetItem::isDriven).orElseThrow(PushDesk::untold);
        if (told(placement).isEmpty()) {
            throw untold();
        }
        try {
            return fleet.configure(item, inCall, settings.by(call.actor()), call.actor())
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new RequestException(
                    504, "The device has not said that it is done; see its page.", "configuration.slow");
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Optional<ConfigTemplate> told(Placement placement) {
        try {
            return files.told(placement);
        } catch (TemplateException e) {
            throw ConfigurationDesk.unfit(e);
        }
    }

    private static RequestException untold() {
        return new RequestException(
                409, "There is no driver by which this device could be told.", "configuration.undriven");
    }

    /** Those that may call. */
    List<FleetItem> found(FleetSelection selection) {
        return selection.of(fleet).stream()
                .filter(item -> item.kind() == FleetItem.Kind.DEVICE)
                .toList();
    }

    /** @throws RequestException with 404 if one is no device */
    List<FleetItem> named(List<String> deviceIds) {
        return deviceIds.stream()
                .distinct()
                .map(id -> fleet.item(id)
                        .filter(item -> item.kind() == FleetItem.Kind.DEVICE)
                        .orElseThrow(() -> RequestException.notFound("No such device: %s.".formatted(id))))
                .toList();
    }

    /** Begins to tell them, and does not wait. */
    public BulkRun pushAll(Call call, List<FleetItem> items, InCall inCall) {
        audit.note(
                call.actor(),
                "configuration.push",
                new Subject("fleet", "fleet", Integer.toString(items.size())),
                List.of(new Change("inCall", "", inCall.name())));
        return fleet.configureAll(items, inCall, settings.by(call.actor()), call.actor());
    }

    /** @throws RequestException with 404 if there is none any more */
    BulkRun run(String id) {
        return fleet.bulkRun(id)
                .filter(run -> run.command() instanceof DeviceCommand.Configure)
                .orElseThrow(() -> RequestException.notFound("That was too long ago."));
    }
}
