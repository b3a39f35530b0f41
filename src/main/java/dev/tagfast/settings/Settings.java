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
 * Every knob, with its default: in one long file, because an operator looks for them in one place.
 * Each can be set by an environment variable alone: {@code tagfast.sources.hub.secret} is {@code
 * TAGFAST_SOURCES_HUB_SECRET}. Documented in {@code docs/settings.md}.
 */
@ConfigMapping(prefix = "tagfast")
public interface Settings {
  /** Whether anything but the ledger is changed. */
  @WithDefault("act")
  Mode mode();

  /** The doors that this instance opens. */
  @WithDefault("events,webhooks")
  Set<Door> doors();

  /** Namespaces whose workloads may subscribe; absent: all. */
  Optional<List<String>> namespaces();

  /** Kinds of workloads that may subscribe, as {@code kubectl get} names them; absent: all. */
  Optional<List<String>> workloads();

  /** The events door, {@code POST /}. */
  Events events();

  /** The senders of raw notifications, by name: {@code POST /webhooks/<name>}. */
  Map<String, Source> sources();

  /** The registries that may be asked, by a name of their own; no other is ever asked. */
  Map<String, RegistrySettings> registries();

  /** The gate before registries, by their names in {@code registries}. */
  Map<String, Gate> gate();

  /** The admission webhook, {@code POST /admission/pin}. */
  Admission admission();

  /** Where the ledger is kept. */
  Ledger ledger();

  /** What registries keep for this installation. */
  Keep keep();

  /** The tag policies. */
  Policy policy();

  /** How long a tag is looked at. */
  Resolve resolve();

  /** The look-again that finds lost events. */
  Reconcile reconcile();

  /** When rollouts begin. */
  Rollouts rollouts();

  /** What containers follow beside their own tags. */
  FollowSettings follow();

  /** What was written for other tools. */
  Compat compat();

  /** Where reports go. */
  Report report();

  /** Where people are told, by a name of its own. */
  Map<String, Messenger> messengers();

  /** Where metrics are pushed to. */
  Metrics metrics();

  /** What happens when the process is told to stop. */
  Shutdown shutdown();

  /** Where the events of sources with {@code forward=broker} go. */
  Forward forward();

  /** A door. */
  enum Door {
    EVENTS,
    WEBHOOKS,
    GATE,
    ADMISSION
  }

  /** The events door. */
  interface Events extends Proof {
    /** How it knows its callers; closed to everybody until this is set. */
    @WithDefault("closed")
    Authentication auth();

    /** Names of the registries that events may speak of; absent: all listed ones. */
    Optional<List<String>> registries();

    /** Name of the registry meant where an event names none. */
    Optional<String> defaultRegistry();
  }

  /** How a door knows its callers: {@code docs/authentication.md}. */
  enum Authentication {
    /** Everybody is answered 401; of the events door alone. */
    CLOSED,
    /** A header carries a secret. */
    HEADER,
    /** A header carries the HMAC-SHA256 of the body. */
    HMAC_SHA256,
    /** A header carries the HMAC-SHA1 of the body, as Nexus sends it. */
    HMAC_SHA1,
    /** The path ends with a secret; of sources alone. */
    PATH,
    /** A query parameter carries a secret. */
    QUERY,
    /** A token that an OpenID Connect issuer signed, as Google's and Knative's are. */
    OIDC,
    /** Everybody who can reach the address is trusted. */
    NONE
  }

  /** What a caller has to show. */
  interface Proof {
    /**
     * The header that carries secret or signature; absent: {@code Authorization}, and for
     * signatures those that registries use.
     */
    Optional<String> header();

    /** The query parameter that carries the secret, for {@code auth=query}. */
    @WithDefault("token")
    String parameter();

    /** The secret. */
    Optional<String> secret();

    /** The secret before: good as well while senders are told the new one. */
    Optional<String> secretPrevious();

    /** File with secrets, one a line, all of them good; read again when it changes. */
    Optional<String> secretFile();

    /** Whose tokens are good, for {@code auth=oidc}. */
    Oidc oidc();
  }

  /** Whose tokens are good. */
  interface Oidc {
    /** The issuer, as tokens name it. */
    Optional<String> issuer();

    /** Who the tokens must be meant for. */
    Optional<String> audience();

    /** Where the issuer publishes its keys; absent: known for Google. */
    Optional<String> jwksUrl();

    /** PEM file of the authorities to trust there instead of the system's. */
    Optional<String> ca();

    /** File with the bearer token to send there, as API servers may want one. */
    Optional<String> tokenFile();

    /** Verified e-mail addresses of the callers who may come in. */
    Optional<List<String>> emails();

    /** Subjects who may come in; a star at the end stands for anything. */
    Optional<List<String>> subjects();

    /** How far the issuer's clock may be off. */
    @WithDefault("30s")
    Duration skew();
  }

  /** A sender of raw notifications. */
  interface Source extends Proof {
    /** What it sends. */
    @WithDefault("distribution")
    String format();

    /** How it is known; {@code none} must be written, it is never what happens by default. */
    @WithDefault("header")
    Authentication auth();

    /** Names of the registries that it may speak of; absent: all listed ones. */
    Optional<List<String>> registries();

    /** Name of the registry meant where a notification names none. */
    Optional<String> defaultRegistry();

    /**
     * How long the sender waits for its answer, from the arrival of the request; absent: what is
     * known of the format.
     */
    Optional<Duration> answerWithin();

    /** Who handles its events. */
    @WithDefault("none")
    ForwardTo forward();
  }

  /** Who handles the events of a source. */
  enum ForwardTo {
    /** This instance. */
    NONE,
    /** Whoever gets them from {@code tagfast.forward.sink}. */
    BROKER
  }

  /** Where the events of sources with {@code forward=broker} go. */
  interface Forward {
    /** The sink, a broker as a rule; Knative sets {@code K_SINK}. */
    Optional<String> sink();

    /** File with the bearer token to send there; where Knative puts it unless said otherwise. */
    @WithDefault("/oidc/token")
    String tokenFile();
  }

  /** A registry that may be asked. */
  interface RegistrySettings {
    /** Host and port as images name it: the canonical host of the ledger. */
    String host();

    /** Other names of the same registry. */
    Optional<List<String>> aliases();

    /**
     * How it compares tags: {@code keep} as they are written, {@code lower} where it stores them in
     * lower case.
     */
    @WithDefault("keep")
    String tagCase();

    /** Where its API answers, {@code https://<host>} unless said otherwise. */
    Optional<String> url();

    /** Plain HTTP. */
    @WithDefault("false")
    boolean insecure();

    /** PEM file of the authorities to trust instead of the system's. */
    Optional<String> ca();

    /** Hosts, besides its own, that may issue its tokens. */
    Optional<List<String>> tokenHosts();

    /** Hosts, besides its own, that it may redirect to. */
    Optional<List<String>> redirectHosts();

    /** For reading. */
    Credentials credentials();

    /** For restores and anchors alone. */
    Credentials pushCredentials();

    /**
     * Which manifests get a second tag, {@code tagfast-keep-<digest>}, by which the registry keeps
     * them when their tag moves: {@code true} all that are accepted or that workloads are pinned
     * to, {@code auto} those that are in danger, {@code false} those alone whose rule says so.
     * Needs push credentials.
     */
    @WithDefault("false")
    String anchors();

    /** Its page of a tag, for people: an address with {repository}, {tag} and {digest}. */
    Optional<String> page();

    /** For one request, connection included. */
    @WithDefault("5s")
    Duration timeout();

    /** How often a request is sent in all when the registry says 429 or 5xx or does not answer. */
    @WithDefault("3")
    int attempts();
  }

  /** The gate before one registry. */
  interface Gate {
    /** Where the registry itself answers; absent: as {@code registries.<name>.url}. */
    Optional<String> upstream();

    /** What happens to a push that could not be checked. */
    @WithDefault("closed")
    FailureMode fail();

    /** For one request to the registry, the answer included. */
    @WithDefault("30s")
    Duration timeout();
  }

  /** What happens to a push, or to an object of the cluster, that could not be checked. */
  enum FailureMode {
    /** It is refused. */
    CLOSED,
    /** It passes, with a warning. */
    OPEN
  }

  /** The admission webhook. */
  interface Admission {
    /** What is done in namespaces that do not say so themselves. */
    @WithDefault("pin")
    AdmissionMode mode();

    /**
     * What happens to an object that could not be checked, where neither its namespace nor its
     * registry says so.
     */
    @WithDefault("open")
    FailureMode fail();

    /** What registries need, by their names in {@code registries}. */
    Map<String, AdmissionRegistry> registries();

    /** For one review; what is not known by then could not be checked. */
    @WithDefault("3s")
    Duration timeout();

    /** What it serves HTTPS with. */
    Tls tls();

    /** How long an answer of a registry stands for a tag that the ledger does not hold. */
    @WithDefault("30s")
    Duration remember();
  }

  /** The HTTPS of the admission webhook. */
  interface Tls {
    /** Where its certificate comes from. */
    @WithDefault("none")
    CertificateSource source();

    /** Where it listens. */
    @WithDefault("8443")
    int port();

    /** The certificate's PEM file, for {@code files}. */
    @WithDefault("/etc/tagfast/tls/tls.crt")
    String certificateFile();

    /** The key's PEM file, for {@code files}. */
    @WithDefault("/etc/tagfast/tls/tls.key")
    String keyFile();

    /** The Secret that keeps it, for {@code self}. */
    @WithDefault("tagfast-admission-tls")
    String secret();

    /** The Service that the webhook configuration names, for {@code self}. */
    @WithDefault("tagfast-admission")
    String service();

    /** The MutatingWebhookConfiguration that trusts it, for {@code self}. */
    @WithDefault("tagfast-admission")
    String webhook();
  }

  /** Where a certificate comes from. */
  enum CertificateSource {
    /** There is no HTTPS: something before Tagfast ends it. */
    NONE,
    /** Tagfast makes it, and renews it. */
    SELF,
    /** From files that something else renews, such as cert-manager. */
    FILES
  }

  /** What one registry needs at admission. */
  interface AdmissionRegistry {
    /** What happens to an image of it that could not be checked; absent: as its namespace says. */
    Optional<FailureMode> fail();
  }

  /** What is done with the objects of a namespace. */
  enum AdmissionMode {
    /** Images are pinned, and quarantined ones refused. */
    PIN,
    /** It is only said what would be done. */
    AUDIT,
    /** Nothing. */
    OFF
  }

  /** User and password, or a docker config. */
  interface Credentials {
    /** The user. */
    Optional<String> username();

    /** The password or token. */
    Optional<String> password();

    /** Path of a {@code config.json} or {@code .dockerconfigjson}. */
    Optional<String> dockerConfigFile();

    /** The content of such a file. */
    Optional<String> dockerConfig();
  }

  /** Where the ledger is kept. */
  interface Ledger {
    /** The store. */
    @WithDefault("kubernetes")
    Store store();

    /** Namespace of the {@code ImageTag}s; absent: the one Tagfast runs in. */
    Optional<String> namespace();

    /** How long a delivery may take before another may carry out what it recorded. */
    @WithDefault("30s")
    Duration lease();

    /**
     * Entries neither followed nor touched for so long are removed; protected ones keep their
     * accepted digest.
     */
    @WithDefault("90d")
    Duration retention();
  }

  /** What registries keep for this installation, by tags {@code tagfast-keep-…}. */
  interface Keep {
    /**
     * How long a digest that nothing runs any more stays kept, for {@code kubectl rollout undo}.
     */
    @WithDefault("7d")
    Duration grace();
  }

  /** A store of the ledger. */
  enum Store {
    KUBERNETES,
    MEMORY
  }

  /** The tag policies. */
  interface Policy {
    /** Where they are kept: {@code TagPolicy} objects, or none but the default classes. */
    @WithDefault("kubernetes")
    PolicyOrigin source();

    /** For how long a list of them is good. */
    @WithDefault("30s")
    Duration cache();
  }

  /** Where the policies are kept. */
  enum PolicyOrigin {
    KUBERNETES,
    DEFAULTS
  }

  /** How long a tag is looked at. */
  interface Resolve {
    /** How often the registry is asked while its answer does not fit the event. */
    @WithDefault("3")
    int asks();

    /** The first pause between two asks; it doubles. */
    @WithDefault("200ms")
    Duration pause();
  }

  /** The look-again that finds lost events. */
  interface Reconcile {
    /** How often; {@code off}: only when a {@code dev.tagfast.reconcile} event says so. */
    @WithDefault("5m")
    String every();

    /** Events that ask for a reconcile sooner after the last one are answered without one. */
    @WithDefault("30s")
    Duration atMostEvery();

    /** Whether it lists the pods of subscribers, to find those that run different images. */
    @WithDefault("true")
    boolean drift();
  }

  /** When rollouts begin: how many may go on at once, and what is checked before. */
  interface Rollouts {
    /** In all namespaces; absent: any number. */
    Optional<Integer> atMost();

    /** In one namespace; absent: any number. */
    Optional<Integer> atMostPerNamespace();

    /** Whether an index must have an image for every node on which the pods may run. */
    @WithDefault("false")
    boolean checkPlatforms();

    /** Whether the workload's pull Secrets must be able to read the image. */
    @WithDefault("false")
    boolean checkPullSecrets();
  }

  /** What containers follow beside their own tags. */
  interface FollowSettings {
    /** How old a registry's list of the tags of a repository may be when reconcile uses it. */
    @WithDefault("4m")
    Duration tagListAge();
  }

  /** What was written for other tools. */
  interface Compat {
    /**
     * Whether a workload with a policy of Keel ({@code keel.sh/policy}) subscribes and follows it.
     */
    @WithDefault("false")
    boolean keel();
  }

  /** Where reports go. */
  interface Report {
    /** The sink of CloudEvents; Knative sets {@code K_SINK}. Absent: reports are the reply. */
    Optional<String> sink();

    /** File with the bearer token to send there; where Knative puts it unless said otherwise. */
    @WithDefault("/oidc/token")
    String tokenFile();

    /**
     * What every CloudEvent to the sink carries besides: {@code {"extensions":{"name":"value"}}}. A
     * Knative SinkBinding sets {@code K_CE_OVERRIDES}.
     */
    Optional<String> ceOverrides();

    /** A Slack-compatible incoming webhook for alerts. A secret: never shown. */
    @WithName("slack-url")
    Optional<String> slackUrl();

    /** The {@code source} of our CloudEvents. */
    @WithDefault("tagfast")
    String source();

    /**
     * Whether Kubernetes Events are written on workloads and {@code ImageTag}s; {@code false} where
     * there is no cluster.
     */
    @WithDefault("true")
    boolean clusterEvents();

    /**
     * The Knative Service that this process belongs to; Knative sets {@code K_SERVICE}. Events
     * about the installation are on it, without it on the Deployment {@code tagfast}.
     */
    Optional<String> knativeService();

    /** For one delivery. */
    @WithDefault("3s")
    Duration timeout();
  }

  /** A messenger: a place where people, or those who wake them, are told. */
  interface Messenger {
    /** What it speaks. */
    MessengerType type();

    /** Where it is. A secret: only its host is shown. Absent: where the service is known to be. */
    Optional<String> url();

    /** The token, routing key or API key of types that need one. A secret: never shown. */
    Optional<String> secret();

    /** File of a template that replaces the ready one. */
    Optional<String> template();

    /** What it is told: words of report types, or {@code alerts} or {@code all}. */
    Optional<List<String>> kinds();

    /** Namespaces of workloads; reports about a tag that a workload there follows, too. */
    Optional<List<String>> namespaces();

    /** Patterns of repositories, as in policies. */
    Optional<List<String>> repositories();

    /** Hosts that a link to a commit may lead to. */
    @WithDefault("github.com,gitlab.com,bitbucket.org,codeberg.org")
    List<String> commitHosts();
  }

  /** What a messenger speaks. */
  enum MessengerType {
    /** {@code {"text":…}}, which Slack and many others take. */
    SLACK_COMPATIBLE,
    SLACK,
    TEAMS,
    DISCORD,
    GOOGLE_CHAT,
    MATTERMOST,
    ROCKET_CHAT,
    MATRIX,
    /** Events v2. */
    PAGERDUTY,
    OPSGENIE,
    /** Prometheus' Alertmanager, API v2. */
    ALERTMANAGER,
    /** Anything that takes JSON; needs a template. */
    WEBHOOK
  }

  /** Metrics besides those that are scraped. */
  interface Metrics {
    /** Pushed: nobody can scrape a pod that is gone. */
    Otlp otlp();
  }

  /** Metrics pushed by OTLP over HTTP; the variables that OpenTelemetry knows are read, too. */
  interface Otlp {
    /** The URL that metrics are posted to, as it is. Absent, and no collector: none are pushed. */
    Optional<String> endpoint();

    /** A collector: {@code /v1/metrics} is put behind its URL. */
    Optional<String> collector();

    /** Headers that every push carries, {@code name=value,…}. Secrets: never shown. */
    Optional<String> headers();

    /** Whether a push says what was counted since the start, or since the push before. */
    @WithDefault("cumulative")
    Temporality temporality();

    /** Attributes of this process besides, {@code name=value,…}. */
    Optional<String> resourceAttributes();

    /** Its {@code service.name}. */
    @WithDefault("tagfast")
    String serviceName();

    /** Its {@code service.instance.id}; absent: a random one. */
    Optional<String> instance();

    /** What OpenTelemetry is told to speak; only {@code http/protobuf} can be meant here. */
    Optional<String> protocol();

    /** OpenTelemetry's exporters of metrics; if set, and without {@code otlp}, none are pushed. */
    Optional<List<String>> exporter();

    /** After a push the next one waits so long; what is counted meanwhile goes with it. */
    @WithDefault("5s")
    Duration atMostEvery();

    /** For one push. */
    @WithDefault("3s")
    Duration timeout();
  }

  /** What the numbers of a push are counted from; the words are OpenTelemetry's. */
  enum Temporality {
    /** From the start of the process. */
    CUMULATIVE,
    /** From the last push that was taken. */
    DELTA,
    /** For what is counted here the same as {@link #DELTA}. */
    LOWMEMORY
  }

  /** What happens when the process is told to stop. */
  interface Shutdown {
    /** How long what is in hand may take to end. */
    @WithDefault("20s")
    Duration timeout();
  }
}
