package org.courtbridge.console.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.courtbridge.console.devices.FleetSelection;
import org.courtbridge.console.http.Allowed;
import org.courtbridge.console.http.ApiEndpoints;
import org.courtbridge.console.http.Call;
import org.courtbridge.console.http.QueryParameter;
import org.courtbridge.console.http.Reply;
import org.courtbridge.console.http.RequestException;
import org.courtbridge.operations.fleet.BulkRun;
import org.courtbridge.operations.fleet.CommandOutcome;
import org.courtbridge.operations.fleet.FleetItem;
import org.courtbridge.provisioning.inventory.Device;

/** Telling devices their settings over the API: one, with its outcome, or many, with their progress. */
public final class PushApi {

    private static final String RUNS = "/api/v1/configurations/push";
    private static final int LONGEST_WAIT_SECONDS = 20;

    private final PushDesk desk;

    public PushApi(PushDesk desk) {
        this.desk = desk;
    }

    /** @param disturb whether it is told even in a call */
    record PushWish(Optional<Boolean> disturb) {}

    /**
     * @param fault why it was not done
     * @param detail of that; or, of what was done, codes of what is to be set by hand besides
     */
    record PushView(boolean done, Optional<String> fault, String detail) {

        static PushView of(CommandOutcome outcome) {
            return new PushView(outcome.fault().isEmpty(), outcome.fault().map(Enum::name), outcome.detail());
        }
    }

    /**
     * @param devices ids; or else those that are found
     * @param q what is searched for; an empty text finds all
     * @param state that those that are found are in; not with {@code devices}
     * @param disturb whether those in a call are told, too
     */
    record ManyWish(
            Optional<List<String>> devices, Optional<String> q, Optional<String> state, Optional<Boolean> disturb) {}

    /** @param result empty as long as it waits */
    record OneView(String device, String username, String name, Optional<PushView> result) {}

    /**
     * @param ended of how many there is a result
     * @param done how many of these have taken their settings
     */
    record RunView(String id, boolean over, int all, int ended, int done, List<OneView> devices) {}

    public void declare(ApiEndpoints api) {
        api.post(
                "/api/v1/devices/{device}/configuration/push",
                Allowed.CHANGE_DEVICES,
                "Have the device's driver tell it its configuration, with a new password; the one of now works as well until"
                        + " the overlap ends. One in a call is left alone unless it may be disturbed",
                200,
                PushWish.class,
                PushView.class,
                call -> Reply.json(
                        200,
                        PushView.of(desk.push(
                                call,
                                call.path("device"),
                                PushDesk.inCall(
                                        call.json(PushWish.class).disturb().orElse(false))))));
        api.post(
                RUNS,
                Allowed.CHANGE_ALL_DEVICES,
                "Have drivers tell many devices their configuration, each its own; begins, and does not wait",
                202,
                ManyWish.class,
                RunView.class,
                this::begin);
        api.reading(QueryParameter.integer("wait", "for its end, so many seconds, at most 20"))
                .get(RUNS + "/{run}", Allowed.CHANGE_ALL_DEVICES, "How far that is", RunView.class, this::progress);
    }

    private Reply begin(Call call) {
        ManyWish wish = call.json(ManyWish.class);
        if (wish.devices().isPresent() == wish.q().isPresent()) {
            throw new RequestException(400, "devices, q: one of them is needed, and not both");
        }
        if (wish.devices().isPresent() && wish.state().isPresent()) {
            throw new RequestException(400, "devices, state: not both");
        }
        List<FleetItem> items = wish.devices()
                .map(desk::named)
                .orElseGet(() -> desk.found(
                        FleetSelection.parse(wish.q().orElse(""), wish.state().orElse(""), "")));
        BulkRun run = desk.pushAll(call, items, PushDesk.inCall(wish.disturb().orElse(false)));
        return Reply.json(202, view(run));
    }

    private Reply progress(Call call) throws ExecutionException, InterruptedException {
        long wait = Math.clamp(call.query("wait").map(ApiEndpoints::number).orElse(0L), 0, LONGEST_WAIT_SECONDS);
        BulkRun run = desk.run(call.path("run"));
        try {
            run.done().get(wait, TimeUnit.SECONDS);
        } catch (TimeoutException stillGoing) {
            return Reply.json(200, view(run));
        }
        return Reply.json(200, view(run));
    }

    private static RunView view(BulkRun run) {
        boolean over = run.isDone();
        List<OneView> devices = new ArrayList<>();
        for (Map.Entry<FleetItem, Optional<CommandOutcome>> one : run.outcomes().entrySet()) {
            devices.add(new OneView(
                    one.getKey().id(),
                    one.getKey().device().map(Device::username).orElse(""),
                    one.getKey().name(),
                    one.getValue().map(PushView::of)));
        }
        List<PushView> results =
                devices.stream().flatMap(one -> one.result().stream()).toList();
        return new RunView(
                run.id(),
                over,
                devices.size(),
                results.size(),
                (int) results.stream().filter(PushView::done).count(),
                devices);
    }
}
