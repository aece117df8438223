//! The palette, the picker of themes, and the popup over the composer.

use super::texts::texts;

texts! {
    /// What the palette and what is like it say.
    PaletteText {
        Title: "everything", "todo", "すべて";
        Count: "{} of {}", "{} de {}", "{}/{}";
        Nothing: "nothing fits: delete a letter", "nada coincide: borra una letra", "一致なし:文字を消してください";
        Commands: "commands", "comandos", "コマンド";
        ThemeOf: "Colours: {}", "Colores: {}", "配色:{}";
        LookFirst: "look at the code first: {} runs it", "mira antes el código: {} lo ejecuta", "先にコードを見てください:{} で実行します";
        NoProposal: "no code waits for you", "ningún código te espera", "確認待ちのコードはありません";
        OnlyShell: "only shell code runs at a terminal", "solo el código de shell usa un terminal", "端末で動くのはシェルのコードだけです";
        NoStepRuns: "no step runs", "no se ejecuta ningún paso", "実行中のステップはありません";
        NoneHeld: "no step is held", "ningún paso está retenido", "止められているステップはありません";
        NoKernel: "no kernel runs yet", "aún no corre ningún kernel", "カーネルはまだ動いていません";
        FirstLeave: "finish what is open first", "termina antes lo abierto", "開いているものを先に閉じてください";
    }
}

texts! {
    /// What the picker of themes says.
    ThemeText {
        Title: "colours", "colores", "配色";
        Own: "yours", "tuyo", "自作";
        Broken: "not usable", "no sirve", "使用不可";
        Auto: "as the terminal's ground", "según el fondo del terminal", "端末の背景に合わせる";
        Kept: "{} from now on, written to {}", "{} desde ahora, guardado en {}", "今後は {}({} に保存)";
        KeptOnlyNow: "{} for this session; it is not kept: {}", "{} en esta sesión; no se guarda: {}", "このセッションのみ {}(保存できません:{})";
        Unknown: "there is no theme `{}`: /theme alone shows them all", "no hay tema `{}`: /theme a solas los muestra todos", "`{}` という配色はありません:/theme だけで一覧が出ます";
    }
}

texts! {
    /// What the help says about itself.
    HelpText {
        Title: "keys and commands", "teclas y comandos", "キーとコマンド";
        More: "{} more below", "{} más abajo", "下にあと {} 行";
        Slash: "Commands, typed into the composer", "Órdenes, escritas en el campo", "入力欄に書くコマンド";
        NoneFits: "no key or command contains that", "ninguna tecla ni comando contiene eso", "該当するキーやコマンドはありません";
    }
}
