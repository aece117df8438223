//! The foot of the screen: what is said there for a few seconds.

use super::texts::texts;

texts! {
    /// Sentences that stand in the footer for a few seconds.
    Toast {
        NoStep: "no step yet", "aún no hay ningún paso", "まだステップがありません";
        DraftKept: "the draft is kept: up brings it back", "el borrador se guarda: up lo recupera", "下書きは残っています。up で戻せます";
        StartedAfresh: "{} is started afresh", "{} se inicia de nuevo", "{} を新しく起動します";
        FinishFirst: "finish this first: esc goes back", "termina esto primero: esc vuelve atrás", "先にこれを終えてください。esc で戻ります";
        FinishBeforeHelp: "finish this first: esc goes back, then f1 shows the keys", "termina esto primero: esc vuelve atrás y f1 muestra las teclas", "先にこれを終えてください。esc で戻り、f1 でキー一覧を表示します";
        NothingToRestart: "nothing to restart: model and kernels are well", "nada que reiniciar: el modelo y los kernels están bien", "再起動は不要です。モデルもカーネルも正常です";
        NoStepHeld: "no step is held", "ningún paso está retenido", "保留中のステップはありません";
        PasteElsewhere: "a paste goes into the composer: alt-4, then paste again", "solo se pega en el editor de prompts: alt-4 y pega otra vez", "貼り付け先は入力欄です。alt-4 のあと、もう一度貼り付けてください";
        PasteCut: "the paste was cut at 1 MiB", "el texto pegado se cortó en 1 MiB", "貼り付けたテキストは 1 MiB で切り詰めました";
        NothingToKeep: "this step showed no figure, table or document to keep", "este paso no mostró ninguna figura, tabla ni documento que guardar", "このステップには保存できる図・表・文書がありません";
        NoKernel: "no kernel runs yet: variables are there once a step has run", "aún no hay ningún kernel: habrá variables cuando se ejecute un paso", "カーネルはまだ動いていません。変数はステップの実行後に表示されます";
        KernelBusy: "a step runs: its kernel can show a variable when it has ended", "hay un paso en ejecución: el kernel mostrará variables cuando termine", "ステップを実行中です。変数は終了後に表示できます";
    }
}

texts! {
    /// Why a prompt or a command of the composer is not taken now.
    NotNow {
        Stalled: "the turn is stalled: f5 restarts what died", "el turno está atascado: f5 reinicia lo que falló", "ターンが止まっています。f5 で落ちたものを再起動します";
        NoModel: "choose a model first; your draft stays here", "elige antes un modelo; tu borrador sigue aquí", "先にモデルを選んでください。下書きは残ります";
        ModelGone: "the model is not there: f5 starts it again, ctrl-o chooses another; your draft stays here", "no hay modelo: f5 lo reinicia, ctrl-o elige otro; tu borrador sigue aquí", "モデルがありません。f5 で再起動、ctrl-o で別のモデルを選択します。下書きは残ります";
        PythonBusy: "a Python step runs: interrupt it before changing the Python", "hay un paso de Python en ejecución: interrúmpelo antes de cambiar de Python", "Python のステップを実行中です。Python を変える前に中断してください";
        NoCommand: "`:{}` is no command: there is :python [PATH]; `::` begins a prompt with a colon", "`:{}` no es un comando: existe :python [RUTA]; `::` empieza un prompt con dos puntos", "`:{}` というコマンドはありません。使えるのは :python [パス] です。`::` でコロンから始まるプロンプトになります";
    }
}

texts! {
    /// What is said about decisions, and about steps that run.
    Deciding {
        CodeUnread: "that key came before the code could be read: again", "pulsaste antes de poder leer el código: otra vez", "コードが読める前のキー入力でした。もう一度押してください";
        Unread: "that key came before this could be read: again", "pulsaste antes de poder leer esto: otra vez", "内容が読める前のキー入力でした。もう一度押してください";
        RestShown: "this is the rest of the code: the same key again runs it", "este es el resto del código: la misma tecla lo ejecuta", "これがコードの残りです。同じキーをもう一度押すと実行します";
        NoOtherLanguage: "no other language is installed here", "aquí no hay otro lenguaje instalado", "ほかの言語はインストールされていません";
        OnlyShell: "only shell code can run at a terminal: the other keys run or edit this one", "solo el código de shell se ejecuta en una terminal: las otras teclas ejecutan o editan este", "端末で実行できるのはシェルコードだけです。このコードは他のキーで実行・編集できます";
        QuitAgain: "ctrl-c again quits", "ctrl-c otra vez sale", "もう一度 ctrl-c で終了します";
        QuitEndsCode: "code still runs: ctrl-d again quits and ends it", "el código aún se ejecuta: ctrl-d otra vez lo termina y sale", "コードを実行中です。もう一度 ctrl-d で中止して終了します";
        QuitEndsTurn: "the turn is not over: ctrl-d again quits", "el turno no ha terminado: ctrl-d otra vez sale", "ターンの途中です。もう一度 ctrl-d で終了します";
        NoTimeLimit: "this step has no time limit", "este paso no tiene límite de tiempo", "このステップに時間制限はありません";
        MoreTime: "{} s more for this step", "{} s más para este paso", "このステップを {} 秒延長しました";
        MoreTimeOf: "{} s more for this step: {} s in all", "{} s más para este paso: {} s en total", "このステップを {} 秒延長しました（合計 {} 秒）";
        NoMemoryLimit: "this step has no memory limit", "este paso no tiene límite de memoria", "このステップにメモリ制限はありません";
        MoreMemory: "{} MiB more for this step", "{} MiB más para este paso", "このステップのメモリを {} MiB 増やしました";
        MoreMemoryOf: "{} MiB more for this step: {} MiB in all", "{} MiB más para este paso: {} MiB en total", "このステップのメモリを {} MiB 増やしました（合計 {} MiB）";
    }
}

texts! {
    /// What is said about what the model is told.
    Telling {
        NoStep: "no step yet: nothing of one is told", "aún no hay pasos: no se dice nada de ninguno", "まだステップがないので、伝える内容もありません";
        StillRuns: "the step still runs: the model is told once it has ended", "el paso aún se ejecuta: se dirá al modelo cuando termine", "ステップを実行中です。終了後にモデルへ伝えます";
        NothingWaits: "nothing waits to be told: change the words first", "no hay nada pendiente de decir: cambia antes el texto", "伝えるものはありません。先に文面を変更してください";
        Ended: "this step has ended: only one that runs can be held", "este paso ya terminó: solo se retiene uno en ejecución", "このステップは終了しています。待たせられるのは実行中だけです";
        AtEnd: "the model is told as soon as the step has ended", "se dirá al modelo en cuanto termine el paso", "ステップが終わり次第、モデルに伝えます";
        ModelWaits: "the model waits until you have looked", "el modelo espera hasta que lo mires", "確認が済むまでモデルを待たせます";
        NotYetEditable: "the words can be changed once the step has ended", "el texto se puede cambiar cuando termine el paso", "文面はステップの終了後に変更できます";
    }
}
