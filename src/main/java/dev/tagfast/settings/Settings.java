package dev.tagfast.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All settings with their defaults. They are in one long file, because an operator looks for them in one place.
 *
 * <p>Each can be set by an environment variable alone: {@code tagfast.sources.hub.secret} is {@code TAGFAST_SOURCES_HUB_SECRET}. {@code docs/settings.md} documents them.
 */
@ConfigMapping(prefix = "tagfast")
public interface Settings {
  /**
   * Whether Tagfast changes workloads and registries, or only the ledger.
   */
  @WithDefault("act")
  Mode mode();

  /** The doors that this instance opens. */
  @WithDefault("events,webhooks")
  Set<Door> doors();

  /**
   * The namespaces whose workloads may subscribe; absent: all.
   */
  Optional<List<String>> namespaces();

  /** The events door, {@code POST /}. */
  Events events();

  /** The senders of raw notifications, by name: {@code POST /webhooks/<name>}. */
  Map<String, Source> sources();

  /**
   * The registries that Tagfast may connect to, by a chosen name. It connects to no other.
   */
  Map<String, RegistrySettings> registries();

  /**
   * The store of the ledger.
   */
  Ledger ledger();

  /** The tag policies. */
  Policy policy();

  /**
   * How often the registry is asked for the digest of a tag.
   */
  Resolve resolve();

  /**
   * The periodic reconcile, which finds lost events.
   */
  Reconcile reconcile();

  /**
   * The receivers of reports.
   */
  Report report();

  /**
   * The push of metrics.
   */
  Metrics metrics();

  /**
   * The bounds of the shutdown.
   */
  Shutdown shutdown();

  /**
   * The target of events whose source has {@code forward=broker}.
   */
  Forward forward();

  /**
   * The HTTP entrances: the events door and the webhook door.
   */
  enum Door {
    EVENTS,
    WEBHOOKS
  }

  /** The events door. */
  interface Events extends Proof {
    /**
     * How callers are authenticated; closed to everybody until it is set.
     */
    @WithDefault("closed")
    Authentication auth();

    /**
     * Names of the registries that events may name; absent: all listed ones.
     */
    Optional<List<String>> registries();

    /**
     * Name of the registry that is assumed if an event names none.
     */
    Optional<String> defaultRegistry();
  }

  /**
   * How a door authenticates its callers: {@code docs/authentication.md}.
   */
  enum Authentication {
    /**
     * Every caller gets 401. For the events door only.
     */
    CLOSED,
    /** A header carries a secret. */
    HEADER,
    /** A header carries the HMAC-SHA256 of the body. */
    HMAC_SHA256,
    /** A header carries the HMAC-SHA1 of the body, as Nexus sends it. */
    HMAC_SHA1,
    /**
     * The path ends with a secret. For sources only.
     */
    PATH,
    /** A query parameter carries a secret. */
    QUERY,
    /** A token that an OpenID Connect issuer signed, as Google's and Knative's are. */
    OIDC,
    /** Everybody who can reach the address is trusted. */
    NONE
  }

  /**
   * The credentials that a caller must present.
   */
  interface Proof {
    /**
     * The header that carries the secret or the signature. If absent: {@code Authorization} for secrets, and for signatures the headers that registries use.
     */
    Optional<String> header();

    /** The query parameter that carries the secret, for {@code auth=query}. */
    @WithDefault("token")
    String parameter();

    /** The secret. */
    Optional<String> secret();

    /**
     * The previous secret. It stays valid while senders change to the new one.
     */
    Optional<String> secretPrevious();

    /**
     * File with secrets, one per line, all of them valid. It is read again when it changes.
     */
    Optional<String> secretFile();

    /**
     * The accepted tokens, for {@code auth=oidc}.
     */
    Oidc oidc();
  }

  /**
   * The accepted OpenID Connect tokens.
   */
  interface Oidc {
    /**
     * The issuer: the value of the claim {@code iss}.
     */
    Optional<String> issuer();

    /**
     * The audience: a value of the claim {@code aud}.
     */
    Optional<String> audience();

    /**
     * URL of the issuer's keys; absent: known for Google.
     */
    Optional<String> jwksUrl();

    /**
     * PEM file of the certificate authorities to trust at that URL, instead of the system's.
     */
    Optional<String> ca();

    /**
     * File with the bearer token to send to that URL. API servers may require one.
     */
    Optional<String> tokenFile();

    /**
     * Verified e-mail addresses of the admitted callers.
     */
    Optional<List<String>> emails();

    /**
     * Subjects of the admitted callers; a star at the end stands for anything.
     */
    Optional<List<String>> subjects();

    /**
     * The tolerated difference to the issuer's clock.
     */
    @WithDefault("30s")
    Duration skew();
  }

  /** A sender of raw notifications. */
  interface Source extends Proof {
    /**
     * The format of its notifications.
     */
    @WithDefault("distribution")
    String format();

    /**
     * How the sender is authenticated. {@code none} must be written; it is never the default.
     */
    @WithDefault("header")
    Authentication auth();

    /**
     * Names of the registries that its notifications may name; absent: all listed ones.
     */
    Optional<List<String>> registries();

    /**
     * Name of the registry that is assumed if a notification names none.
     */
    Optional<String> defaultRegistry();

    /**
     * How long the sender waits for the answer, counted from the arrival of the request; absent: the known value of the format.
     */
    Optional<Duration> answerWithin();

    /**
     * Who processes its events.
     */
    @WithDefault("none")
    ForwardTo forward();
  }

  /**
   * Who processes the events of a source.
   */
  enum ForwardTo {
    /** This instance. */
    NONE,
    /**
     * The subscribers of {@code tagfast.forward.sink}.
     */
    BROKER
  }

  /**
   * The target of events whose source has {@code forward=broker}.
   */
  interface Forward {
    /**
     * The sink, usually a broker; Knative sets {@code K_SINK}.
     */
    Optional<String> sink();

    /**
     * File with the bearer token for the sink. The default is where Knative mounts it.
     */
    @WithDefault("/oidc/token")
    String tokenFile();
  }

  /**
   * A registry that Tagfast may connect to.
   */
  interface RegistrySettings {
    /**
     * Host and port as in image references. It is the canonical host in the ledger.
     */
    String host();

    /**
     * Other hosts of the same registry.
     */
    Optional<List<String>> aliases();

    /**
     * The URL of its API; absent: {@code https://<host>}.
     */
    Optional<String> url();

    /**
     * Whether to use plain HTTP.
     */
    @WithDefault("false")
    boolean insecure();

    /**
     * PEM file of the certificate authorities to trust, instead of the system's.
     */
    Optional<String> ca();

    /**
     * Hosts other than its own that may issue its tokens.
     */
    Optional<List<String>> tokenHosts();

    /**
     * Hosts other than its own that it may redirect to.
     */
    Optional<List<String>> redirectHosts();

    /**
     * The credentials for reading.
     */
    Credentials credentials();

    /**
     * The credentials for restores only.
     */
    Credentials pushCredentials();

    /**
     * The timeout of one request, connection set-up included.
     */
    @WithDefault("5s")
    Duration timeout();

    /**
     * How often a request is sent at most, counting the first one. It is repeated after 429, 5xx or no answer.
     */
    @WithDefault("3")
    int attempts();
  }

  /**
   * User and password, or a Docker configuration.
   */
  interface Credentials {
    /** The user. */
    Optional<String> username();

    /** The password or token. */
    Optional<String> password();

    /** Path of a {@code config.json} or {@code .dockerconfigjson}. */
    Optional<String> dockerConfigFile();

    /**
     * The content of such a file, instead of its path.
     */
    Optional<String> dockerConfig();
  }

  /**
   * The store of the ledger.
   */
  interface Ledger {
    /**
     * The kind of store.
     */
    @WithDefault("kubernetes")
    Store store();

    /**
     * The namespace of the {@code ImageTag}s; absent: the namespace in which Tagfast runs.
     */
    Optional<String> namespace();

    /**
     * How long one delivery may take. After that, another delivery may execute the intents that it recorded.
     */
    @WithDefault("30s")
    Duration lease();

    /**
     * Entries that no workload follows and that nothing changed for so long are removed. Protected ones keep their accepted digest.
     */
    @WithDefault("90d")
    Duration retention();
  }

  /**
   * The kinds of stores.
   */
  enum Store {
    KUBERNETES,
    MEMORY
  }

  /** The tag policies. */
  interface Policy {
    /**
     * Where policies come from: {@code TagPolicy} objects, or only the default classes.
     */
    @WithDefault("kubernetes")
    PolicyOrigin source();

    /**
     * How long a list of policies is cached.
     */
    @WithDefault("30s")
    Duration cache();
  }

  /**
   * The origin of the policies.
   */
  enum PolicyOrigin {
    KUBERNETES,
    DEFAULTS
  }

  /**
   * How often the registry is asked for the digest of a tag.
   */
  interface Resolve {
    /**
     * How often the registry is asked at most, as long as its answer does not match the event.
     */
    @WithDefault("3")
    int asks();

    /**
     * The first pause between two requests. It doubles each time.
     */
    @WithDefault("200ms")
    Duration pause();
  }

  /**
   * The periodic reconcile, which finds lost events.
   */
  interface Reconcile {
    /**
     * The interval; {@code off}: only at a {@code dev.tagfast.reconcile} event.
     */
    @WithDefault("5m")
    String every();

    /**
     * The minimum time from the last reconcile to a reconcile event. An event that arrives sooner is answered without a reconcile.
     */
    @WithDefault("30s")
    Duration atMostEvery();
  }

  /**
   * The receivers of reports.
   */
  interface Report {
    /**
     * The sink of CloudEvents; Knative sets {@code K_SINK}. Absent: reports go into the reply.
     */
    Optional<String> sink();

    /**
     * File with the bearer token for the sink. The default is where Knative mounts it.
     */
    @WithDefault("/oidc/token")
    String tokenFile();

    /**
     * Extensions that every CloudEvent to the sink carries: {@code {"extensions":{"name":"value"}}}. A Knative SinkBinding sets {@code K_CE_OVERRIDES}.
     */
    Optional<String> ceOverrides();

    /**
     * URL of a Slack-compatible incoming webhook for alerts. It is a secret and never shown.
     */
    @WithName("slack-url")
    Optional<String> slackUrl();

    /**
     * The {@code source} of Tagfast's CloudEvents.
     */
    @WithDefault("tagfast")
    String source();

    /**
     * Whether Kubernetes Events are written on workloads and {@code ImageTag}s; set it to {@code false} without a cluster.
     */
    @WithDefault("true")
    boolean clusterEvents();

    /**
     * The timeout of one delivery.
     */
    @WithDefault("3s")
    Duration timeout();
  }

  /**
   * Metrics that are pushed, in addition to those that are scraped.
   */
  interface Metrics {
    /**
     * The push by OTLP: nobody can scrape a pod that is gone.
     */
    Otlp otlp();
  }

  /**
   * The push of metrics by OTLP over HTTP. OpenTelemetry's own environment variables are read, too.
   */
  interface Otlp {
    /**
     * The complete URL that metrics are posted to. If both this and the collector are absent, no metrics are pushed.
     */
    Optional<String> endpoint();

    /**
     * The base URL of a collector; {@code /v1/metrics} is appended.
     */
    Optional<String> collector();

    /**
     * Headers of every push, {@code name=value,…}. They may be secrets and are never shown.
     */
    Optional<String> headers();

    /**
     * Whether a push holds the counts since the start of the process, or since the push before.
     */
    @WithDefault("cumulative")
    Temporality temporality();

    /**
     * Additional resource attributes of this process, {@code name=value,…}.
     */
    Optional<String> resourceAttributes();

    /**
     * The resource attribute {@code service.name}.
     */
    @WithDefault("tagfast")
    String serviceName();

    /**
     * The resource attribute {@code service.instance.id}; absent: a random one.
     */
    Optional<String> instance();

    /**
     * The protocol that OpenTelemetry is configured for. Tagfast always sends protobuf over HTTP; {@code grpc} stops the start.
     */
    Optional<String> protocol();

    /**
     * OpenTelemetry's metrics exporters. If it is set and does not contain {@code otlp}, no metrics are pushed.
     */
    Optional<List<String>> exporter();

    /**
     * The minimum time between two pushes. What is counted meanwhile goes with the next one.
     */
    @WithDefault("5s")
    Duration atMostEvery();

    /**
     * The timeout of one push.
     */
    @WithDefault("3s")
    Duration timeout();
  }

  /**
   * The start of the period that a push counts; the words are OpenTelemetry's.
   */
  enum Temporality {
    /**
     * Since the start of the process.
     */
    CUMULATIVE,
    /**
     * Since the last push that was delivered.
     */
    DELTA,
    /**
     * The same as {@link #DELTA} for Tagfast's kinds of meters.
     */
    LOWMEMORY
  }

  /**
   * The bounds of the shutdown.
   */
  interface Shutdown {
    /**
     * How long work in flight may take to finish.
     */
    @WithDefault("20s")
    Duration timeout();
  }
}
