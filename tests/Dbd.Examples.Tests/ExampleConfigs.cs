namespace Dbd.Examples.Tests;

/// <summary>Configurations that a test can train in a second.</summary>
internal static class ExampleConfigs
{
    public const string Unlearn = """
        stage: unlearn
        model_config_path: config/tiny/supervise/badnets.yaml
        share: 0.2

        loader: {batch_size: 16}
        criterion: {cross_entropy: {}}
        optimizer: {SGD: {lr: 0.001, momentum: 0.9, weight_decay: 5.e-4}}
        num_epochs: 3

        network: {resnet18_cifar: {width: 2}}
        threads: 1
        transform:
          train:
            primary: {random_horizontal_flip: {p: 0.5}}
            remaining: {normalize: {mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}}
          test:
            primary: null
            remaining: {normalize: {mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}}
        """;

    /// <summary>That of the run whose model unlearns.</summary>
    /// <param name="folder">Where data are, and runs go.</param>
    /// <param name="trigger">The trigger picture.</param>
    public static string Supervise(string folder, string trigger) => $$$"""
        seed: {seed: 100}
        dataset_dir: {{{folder}}}/data
        num_classes: 10
        saved_dir: {{{folder}}}/saved_data
        storage_dir: {{{folder}}}/storage
        backdoor: {poison_ratio: 0.2, target_label: 3, badnets: {trigger_path: {{{trigger}}}}}

        loader: {batch_size: 16}
        criterion: {cross_entropy: {}}
        optimizer: {SGD: {lr: 0.05, momentum: 0.9, weight_decay: 5.e-4}}
        num_epochs: 2

        network: {resnet18_cifar: {width: 2}}
        threads: 1
        transform:
          train:
            primary: null
            remaining: {normalize: {mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}}
          test:
            primary: null
            remaining: {normalize: {mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}}
        """;

    /// <summary>A table of the example defense.</summary>
    /// <param name="folder">Where it goes.</param>
    public static string Table(string folder) => $$"""
        out: {{folder}}/results
        runs: {{folder}}/table_runs
        seeds: [100]
        attacks: [badnets]
        methods:
          - {name: No Defense, defense: none, recipes: config/tiny}
          - {name: Unlearning, defense: unlearning}
        """;
}
