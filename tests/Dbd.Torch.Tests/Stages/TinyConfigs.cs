namespace Dbd.Torch.Tests.Stages;

/// <summary>The stages' configurations, shrunk to what a test can train.</summary>
internal static class TinyConfigs
{
    public const string Supervise = Common + """
        loader: {batch_size: 16, num_workers: 2}
        criterion: {cross_entropy: {reduction: mean}}
        optimizer: {SGD: {weight_decay: 5.e-4, momentum: 0.9, lr: 0.05}}
        lr_scheduler: {multi_step: {milestones: [2]}}
        num_epochs: 3

        """ + Shared;

    public const string SimClr = Common + """
        aug:
          primary:
            random_resize_crop: {size: 32, scale: [0.2, 1.], interpolation: 3}
            random_horizontal_flip: {p: 0.5}
            random_color_jitter: {p: 0.8, brightness: 0.4, contrast: 0.4, saturation: 0.4, hue: 0.1}
            random_grayscale: {p: 0.2}
            gaussian_blur: {p: 0.5, sigma: [0.1, 2.]}
          remaining: {to_tensor: True, normalize: {mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}}
        loader: {batch_size: 16, num_workers: 2}
        criterion: {simclr: {temperature: 0.5}}
        optimizer: {SGD: {weight_decay: 1.e-4, momentum: 0.9, lr: 0.1}}
        lr_scheduler: {cosine_annealing: {T_max: 3}}
        num_epochs: 3

        """ + Shared;

    public const string MixMatchFinetune = """
        pretrain_config_path: ./config/tiny/simclr/example.yaml
        pretrain_checkpoint: epoch3.pt
        optimizer: {Adam: {lr: 0.002}}
        lr_scheduler: null
        warmup:
          loader: {batch_size: 16, num_workers: 2}
          criterion: {sce: {alpha: 0.1, beta: 1, num_classes: 10}}
          num_epochs: 1
        semi:
          epsilon: 0.5
          loader: {batch_size: 8, num_workers: 2}
          criterion: {mixmatch: {lambda_u: 15, rampup_length: 4}}
          mixmatch: {train_iteration: 4, temperature: 0.5, alpha: 0.75, num_classes: 10}
          num_epochs: 2

        """ + Shared;

    public const string Train = """
        stage: train
        judge_config_path: ./config/tiny/mixmatch_finetune/example.yaml
        asked_from: 2
        confidence: 0.2
        loader: {batch_size: 16, num_workers: 2}
        criterion: {cross_entropy: {reduction: mean}}
        optimizer: {SGD: {weight_decay: 5.e-4, momentum: 0.9, lr: 0.05}}
        lr_scheduler: null
        num_epochs: 3

        """ + Shared;

    public const string Abl = Common + """
        stage: abl
        loader: {batch_size: 16, num_workers: 2}
        criterion: {cross_entropy: {reduction: mean}}
        optimizer: {SGD: {weight_decay: 5.e-4, momentum: 0.9, lr: 0.02}}
        lr_scheduler: null
        isolation: {num_epochs: 1, gamma: 0.5, share: 0.4}
        train_epochs: 2
        unlearn_epochs: 1

        """ + Shared;

    public const string Asd = Common + """
        stage: asd
        loader: {batch_size: 16, num_workers: 2}
        criterion: {sce: {alpha: 0.1, beta: 1, num_classes: 10}}
        optimizer: {Adam: {lr: 0.002}}
        lr_scheduler: null
        seeds: 1
        class_split: {num_epochs: 2, every: 1, more: 1}
        loss_split: {num_epochs: 1, share: 0.5}
        meta_split: {num_epochs: 1, share: 0.5, lr: 0.01}
        semi:
          loader: {batch_size: 8, num_workers: 2}
          criterion: {mixmatch: {lambda_u: 15, rampup_length: 4}}
          mixmatch: {train_iteration: 3, temperature: 0.5, alpha: 0.75}

        """ + Shared;

    private const string Common = """
        seed: {seed: 100}
        dataset_dir: given by the test
        num_classes: 10
        saved_dir: given by the test
        storage_dir: given by the test
        backdoor:
          poison_ratio: 0.2
          target_label: 3
          badnets: {trigger_path: given by the test}

        """;

    private const string Shared = """
        network: {resnet18_cifar: {num_classes: 10, width: 2}}
        threads: 1
        transform:
          pre: null
          train:
            primary:
              random_crop: {size: 32, padding: 4, padding_mode: reflect}
              random_horizontal_flip: {p: 0.5}
            remaining: {to_tensor: True, normalize: {mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}}
          test:
            primary: null
            remaining: {to_tensor: True, normalize: {mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25]}}

        """;
}
