package org.courtbridge.operations.alerts;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Supplier;
import org.courtbridge.operations.delivery.WebHook;
import org.courtbridge.provisioning.inventory.PendingRotations.Pending;
import org.courtbridge.provisioning.testcall.Alert;
import org.courtbridge.provisioning.testcall.Fault;
import org.courtbridge.provisioning.testcall.Tested;

/** Tells alerts and warnings to a web hook, as JSON: names are those of {@link Alert}, times are RFC 3339, durations ISO 8601. */
public final class WebHookChannel
        implements AlertChannel, PasswordWarnings.Channel, SpaceWarnings.Channel, TroubleAlerts.Channel {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final WebHook hook;
    private final Supplier<String> site;

    /** @param site where people find the console, without a slash at the end */
    public WebHookChannel(WebHook hook, Supplier<String> site) {
        this.hook = hook;
        this.site = site;
    }

    @Override
    public void tell(Alert alert) {
        Alert.Key key = alert.key();
        hook.post("%s/%s/%s".formatted(key.fault(), key.to(), key.occasion()), json(alert));
    }

    @Override
    public void warn(List<Pending> devices) {
        Pending first = devices.getFirst();
        hook.post("passwords/%s/%d".formatted(first.device().id(), first.until().toEpochMilli()), json(devices));
    }

    @Override
    public void warn(SpaceWarnings.Little little) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("occasion", "SPACE_SHORT")
                .put("to", Alert.Role.TECHNICIAN.name())
                .put("folder", little.folder())
                .put("freeMebibytes", little.free())
                .put("wantedMebibytes", little.wanted());
        hook.post("space/%d".formatted(little.at().toEpochMilli()), json.toString());
    }

    /** Once for each role that hears of faults, as an alert. */
    @Override
    public void report(TroubleAlerts.Reported trouble) {
        for (Alert.Role role : Alert.Role.values()) {
            hook.post(
                    "trouble/%s/%d/%s".formatted(trouble.hearing(), trouble.trouble(), role),
                    json(trouble, role).toString());
        }
    }

    ObjectNode json(TroubleAlerts.Reported trouble, Alert.Role role) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("occasion", "TROUBLE_REPORTED")
                .put("severity", Alert.Severity.URGENT.name())
                .put("to", role.name())
                .put("kind", trouble.kind().name())
                .put("trouble", trouble.trouble())
                .put("link", site.get() + "/hearings/" + trouble.hearing());
        trouble.room().ifPresent(room -> json.put("room", room));
        ObjectNode hearing =
                json.putObject("hearing").put("id", trouble.hearing()).put("number", trouble.number());
        trouble.begins().ifPresent(begins -> hearing.put("begins", begins.toString()));
        return json;
    }

    private String json(List<Pending> devices) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("occasion", "PASSWORD_LAPSES");
        json.put("to", Alert.Role.TECHNICIAN.name());
        for (Pending pending : devices) {
            json.withArray("devices")
                    .addObject()
                    .put("id", pending.device().id())
                    .put("name", pending.device().name())
                    .put("until", pending.until().toString())
                    .put("link", site.get() + "/fleet/" + pending.device().id());
        }
        return json.toString();
    }

    String json(Alert alert) {
        Fault fault = alert.fault();
        ObjectNode json = MAPPER.createObjectNode();
        json.put("occasion", alert.occasion().name());
        json.put("severity", alert.severity().name());
        json.put("to", alert.to().name());
        json.put("fault", fault.id());
        json.put("link", site.get() + "/faults/" + fault.id());
        json.putObject("place")
                .put(
                        "kind",
                        switch (fault.place()) {
                            case Tested.Place.Room _ -> "ROOM";
                            case Tested.Place.Phone _ -> "PHONE";
                        })
                .put("id", fault.place().id())
                .put("name", fault.place().name());
        fault.checks().stream()
                .sorted()
                .forEach(check -> json.withArray("checks").add(check.name()));
        fault.lasting().stream()
                .sorted()
                .forEach(check -> json.withArray("lasting").add(check.name()));
        json.put("opened", fault.opened().toString());
        fault.expectation().ifPresent(said -> json.put("expected", said.until().toString()));
        fault.restored().ifPresent(end -> json.put("restored", end.at().toString()));
        fault.timeToRestore().ifPresent(took -> json.put("timeToRestore", took.toString()));
        alert.hearing()
                .ifPresent(hearing -> json.putObject("hearing")
                        .put("id", hearing.id())
                        .put("begins", hearing.begins().toString()));
        return json.toString();
    }
}
