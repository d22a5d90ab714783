package org.courtbridge.operations.fleet;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.courtbridge.court.conference.Conferences;
import org.courtbridge.devices.Capability;
import org.courtbridge.devices.CertificatePins;
import org.courtbridge.devices.Credentials;
import org.courtbridge.devices.DeviceAddress;
import org.courtbridge.devices.DeviceCommand;
import org.courtbridge.devices.DeviceException;
import org.courtbridge.devices.DeviceFault;
import org.courtbridge.devices.DeviceIdentity;
import org.courtbridge.devices.DeviceNetwork;
import org.courtbridge.devices.DriverLimits;
import org.courtbridge.devices.RoomDevice;
import org.courtbridge.operations.fleet.DeviceSettings.InCall;
import org.courtbridge.provisioning.audit.AuditTrail;
import org.courtbridge.provisioning.inventory.Device;
import org.courtbridge.provisioning.inventory.DriverLogins;
import org.courtbridge.provisioning.inventory.Institution;
import org.courtbridge.provisioning.inventory.Inventory;
import org.courtbridge.provisioning.inventory.PendingRotations;
import org.courtbridge.provisioning.inventory.Room;
import org.courtbridge.provisioning.inventory.SearchText;
import org.courtbridge.signalling.rtsp.CameraSource;

/**
 * Everything that stands in rooms, and how it is: what the inventory has, what drivers are told, who is registered here, and who is
 * in a hearing.
 */
public final class Fleet implements AutoCloseable {

    private static final Logger LOG = LogManager.getLogger(Fleet.class);

    /** For one who waits before a page. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final FleetInventory inventory;
    private final InstantSource clock;
    private final CertificatePins pins;
    private final DeviceNetwork network;
    private final EquipmentConnections connections;
    private final StatusPoll poll;
    private final FleetRows rows;
    private final Commands commands;
    private final CertificateRenewal certificates;
    private final LineHistory lines;
    private final BulkRuns bulk = new BulkRuns();
    private final CallHistory calls = new CallHistory();
    private final AutoCloseable subscription;
    private final ScheduledExecutorService sampler =
            Executors.newSingleThreadScheduledExecutor(new DefaultThreadFactory("line-history", true));

    /**
     * The services that a fleet gets its data from.
     *
     * @param registered whether a device is registered with this gateway now, and answers
     * @param pins the certificates that devices had first
     * @param rotations devices that have not proved their new password
     */
    public record Sources(
            Inventory inventory,
            AuditTrail audit,
            DriverLogins logins,
            Conferences conferences,
            Function<Device, RegistrationHere> registered,
            CertificatePins pins,
            PendingRotations rotations) {}

    public Fleet(Sources sources, DriverLimits limits, FleetSettings settings, InstantSource clock) {
        this.inventory = new FleetInventory(sources.inventory, sources.audit, sources.logins);
        this.clock = clock;
        this.pins = sources.pins;
        this.network = DeviceNetwork.withFixedLimits(limits, sources.pins, settings.allowed());
        this.connections = new EquipmentConnections(network, inventory::isCurrent);
        this.poll = new StatusPoll(this::driven, connections, settings, clock);
        this.rows = new FleetRows(sources.conferences, sources.registered, sources.rotations, poll);
        this.commands = new Commands(connections, poll, sources.inventory, clock);
        this.certificates =
                new CertificateRenewal(sources.logins, inventory, connections, sources.pins, sources.inventory);
        this.lines = new LineHistory(sources.conferences);
        this.subscription = sources.conferences.subscribe(calls::heard);
    }

    /** From now on devices are asked how they are. */
    public void start() {
        poll.start();
        long step = LineHistory.STEP.toMillis();
        sampler.scheduleAtFixedRate(this::sample, step, step, TimeUnit.MILLISECONDS);
    }

    private void sample() {
        try {
            lines.sample(clock.instant());
        } catch (RuntimeException e) {
            LOG.error("the lines of devices were not noted", e);
        }
    }

    private Collection<Equipment> driven() {
        return inventory.now().items().values().stream()
                .flatMap(item -> item.equipment().stream())
                .toList();
    }

    public List<Institution> institutions() {
        return inventory.now().institutions();
    }

    public List<Room> rooms() {
        return inventory.now().rooms();
    }

    /** All there is, in the order of the inventory, devices first. */
    public List<FleetRow> all() {
        return rows.of(inventory.now().items().values().stream());
    }

    /** In the order of {@link #all}. @param query each of its words is in a text of what is found, or of its place; in any script */
    public List<FleetRow> search(String query) {
        List<String> words =
                Arrays.stream(SearchText.folded(query).strip().split("\\s+")).toList();
        return rows.of(inventory.now().items().values().stream()
                .filter(item -> words.stream().allMatch(item.searched()::contains)));
    }

    public Optional<FleetRow> row(String id) {
        return item(id).map(item -> rows.of(Stream.of(item)).getFirst());
    }

    public Optional<FleetItem> item(String id) {
        return Optional.ofNullable(inventory.now().items().get(id));
    }

    /** Registered with this gateway now, whatever the device says of itself. */
    public boolean isRegisteredHere(FleetItem item) {
        return rows.registration(item) != RegistrationHere.NONE;
    }

    /** Whether an item said, when its driver asked it last, that it is in a call with anybody. */
    public boolean saysInCall(String id) {
        return poll.last(id)
                .filter(last -> last.answer() instanceof StatusAnswer.Told told
                        && told.status().inCall().orElse(false))
                .isPresent();
    }

    /** Number of rows in each state; those in several count in each. */
    public static Map<FleetState, Integer> count(Collection<FleetRow> rows) {
        Map<FleetState, Integer> counts = new EnumMap<>(FleetState.class);
        for (FleetRow row : rows) {
            row.states().forEach(state -> counts.merge(state, 1, Integer::sum));
        }
        return counts;
    }

    /** Capabilities of an item, as it says itself; none if it has no driver or does not answer. */
    public CompletableFuture<Set<Capability>> capabilities(FleetItem item) {
        return item.equipment()
                .map(commands::capabilities)
                .orElseGet(() -> CompletableFuture.completedFuture(Set.of()));
    }

    /** Completes when it is done and the new status is known. That it was not done is an outcome. @param actor as in all trails */
    public CompletableFuture<CommandOutcome> perform(FleetItem item, DeviceCommand command, String actor) {
        return commands.perform(item, command, actor);
    }

    /** Tells many things the same. @param actor as in all trails */
    public BulkRun performAll(List<FleetItem> items, DeviceCommand command, String actor) {
        BulkRun run = new BulkRun(items, command);
        bulk.add(run);
        run.begin(item -> commands.perform(item, command, actor));
        return run;
    }

    /** Tells something its settings, as {@link #configureAll}. */
    public CompletableFuture<CommandOutcome> configure(
            FleetItem item, InCall inCall, DeviceSettings.Maker maker, String actor) {
        return commands.configure(item, () -> rows.inHearings().contains(item.id()), inCall, maker, actor);
    }

    /**
     * Tells many things their settings, each its own. Nothing is made for one that does not answer or takes none, nor for one in a call
     * that is to be left alone. @param actor as in all trails
     */
    public BulkRun configureAll(List<FleetItem> items, InCall inCall, DeviceSettings.Maker maker, String actor) {
        BulkRun run = new BulkRun(items, DeviceCommand.Configure.allReadable(Map.of()));
        bulk.add(run);
        // Where it is now, and not where it was when the run began.
        run.begin(item -> configure(item(item.id()).orElse(item), inCall, maker, actor));
        return run;
    }

    /** Empty if it was too long ago. */
    public Optional<BulkRun> bulkRun(String id) {
        return bulk.find(id);
    }

    /** The last commands to an item and their outcomes, the latest first. */
    public List<CommandOutcome> latestCommands(String id) {
        return commands.latest(id);
    }

    /** Asks something how it is now; nothing if it has no driver. */
    public CompletableFuture<Optional<LastAnswer>> ask(FleetItem item) {
        return item.equipment()
                .map(equipment -> poll.ask(equipment).thenApply(Optional::of))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** Address at which its driver reaches an item; empty if it has none. */
    public Optional<DeviceAddress> address(FleetItem item) {
        return item.equipment().map(Equipment::address);
    }

    /**
     * Believes the next certificate that something shows, as somebody has renewed it. The logins that were kept for that address are
     * dropped. Nothing if it has no driver.
     *
     * @param actor as in all trails
     */
    public void certificateRenewed(FleetItem item, String actor) {
        address(item).ifPresent(address -> certificates.renewed(item, address, actor));
    }

    /**
     * Asks something that is not in the inventory yet who it is; the certificate that it shows is the one that it must have from
     * then on. Waits for the answer: not for an event loop.
     *
     * @param family of its driver
     * @param address as the inventory would have it
     * @throws IllegalArgumentException if there is no such family, or nothing can be at such an address
     * @throws DeviceException if it does not say
     */
    public Introduction introduce(String family, String address, Optional<Credentials> login)
            throws InterruptedException {
        DeviceAddress where = DriverFamilies.address(family, address)
                .orElseThrow(() -> new IllegalArgumentException("address: " + address));
        try (RoomDevice device = DriverFamilies.open(family, network, where, login)) {
            DeviceIdentity identity = device.identify().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            return new Introduction(identity, pins.pinned(where));
        } catch (TimeoutException e) {
            throw new DeviceException(DeviceFault.TIMED_OUT, "no answer within " + PATIENCE.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DeviceException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** The line of a device over the last hour, in order of time. */
    public List<LinePoint> line(String device) {
        return lines.of(device);
    }

    /** The latest first. */
    public List<PastCall> calls(String device) {
        return calls.of(device);
    }

    /** Devices whose pictures are fetched from them, and where. */
    public CameraSource cameras() {
        return new FleetCameras(id -> item(id).flatMap(FleetItem::equipment), network, clock);
    }

    /** Duration of the last completed round of the status poll. */
    public Duration lastRound() {
        return poll.lastRound();
    }

    /** Answers since the start that told a status. */
    public long told() {
        return poll.told();
    }

    /** Answers since the start that did not come, or told no status, by why. */
    public Map<DeviceFault, Long> failed() {
        return poll.failed();
    }

    @Override
    public void close() throws Exception {
        subscription.close();
        sampler.shutdownNow();
        poll.close();
        connections.close();
        network.close();
    }
}
