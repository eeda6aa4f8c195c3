using System.CommandLine;

using Dbd.Cli.Options;
using Dbd.Torch.Stages;

using Xunit;

namespace Dbd.Cli.Tests;

public sealed class FlagTests
{
    [Theory]
    [InlineData("supervise", "--world-size=1 --rank=0 --dist-port=9 --amp --gpu=0")]
    [InlineData("supervise", "--world_size 1 --rank 0 --dist_port 9 --amp --gpu cpu")]
    [InlineData("simclr", "--world-size 1 --rank 0 --dist-port 9 --num-stage-epochs 10 --min-interval 2 --max-interval 5")]
    [InlineData("simclr", "--world_size 1 --rank 0 --dist_port 9 --num_stage_epochs 10 --min_interval 2 --max_interval 5")]
    [InlineData("mixmatch-finetune", "--gpu 0 --amp --set a=1 --set b.c=2")]
    [InlineData("mixmatch_finetune", "--gpu 0")]
    [InlineData("test", "--ckpt-dir d --resume epoch10.pt --gpu 0")]
    [InlineData("test", "--ckpt_dir d --gpu 0")]
    public void The_references_flags_are_understood_in_either_spelling(string command, string flags) =>
        Assert.Empty(DbdCommand.Create().Parse([command, "--config", "f.yaml", .. flags.Split(' ')]).Errors);

    [Fact]
    public void Without_flags_a_stage_gets_the_references_defaults()
    {
        StageRequest request = Read("--config", "f.yaml");
        Assert.Equal(("f.yaml", "", "0"), (request.ConfigPath, request.Resume, request.Gpu));
        Assert.Empty(request.Overrides);
    }

    [Theory]
    [InlineData("")]
    [InlineData("False")]
    [InlineData("epoch100.pt")]
    public void Resume_takes_any_word_and_none(string resume) =>
        Assert.Equal(resume, Read("--resume", resume, "--config", "f.yaml").Resume);

    [Theory]
    [InlineData("--resume=")]
    [InlineData("--resume", "")]
    public void An_empty_resume_is_understood_in_either_form(params string[] resume) => Assert.Equal(0,
        Shell.Run(
            Shell.WithAction("supervise", p => p.GetRequiredValue<string>("--resume").Length),
            ["supervise", "--config", "f", .. resume]).Code);

    [Fact]
    public void Set_is_repeated_and_keeps_its_order()
    {
        StageRequest request = Read("--config", "f.yaml", "--set", "b.c=[1, 2]", "--set", "a=x=y", "--amp");
        Assert.Equal(["b.c=[1, 2]", "a=x=y", "precision=bf16"], request.Overrides);
    }

    [Fact]
    public void Set_takes_one_word_at_a_time() =>
        Assert.Contains("'b=2'", Shell.Run("supervise", "--config", "f", "--set", "a=1", "b=2").Error);

    [Fact]
    public void A_name_may_begin_with_an_at_sign() => Assert.Equal("@f.yaml", Read("--config", "@f.yaml").ConfigPath);

    private static StageRequest Read(params string[] args)
    {
        StageFlags options = new();
        Command command = new("stage");
        options.AddTo(command);
        ParseResult parsed = command.Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        Assert.Empty(parsed.Errors);
        return options.Read(parsed);
    }
}
