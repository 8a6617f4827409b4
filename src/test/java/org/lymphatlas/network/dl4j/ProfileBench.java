package org.lymphatlas.network.dl4j;
import java.util.*;
import org.lymphatlas.network.*;
final class ProfileBench {
  static Map<String,double[]> times = new TreeMap<>();
  record Timed(Kernel k, String name) implements Kernel {
    public void forward(DeviceArray[] i, DeviceArray o) { long t=System.nanoTime(); k.forward(i,o); add(name+" F", t); }
    public void backward(DeviceArray[] i, DeviceArray o, DeviceArray g, DeviceArray[] ig) { long t=System.nanoTime(); k.backward(i,o,g,ig); add(name+" B", t); }
    public boolean keepsInput(int i) { return k.keepsInput(i); } public boolean keepsOutput() { return k.keepsOutput(); } public boolean mayOverwriteFirstInput() { return k.mayOverwriteFirstInput(); }
  }
  static void add(String n, long t) { times.computeIfAbsent(n, q->new double[1])[0]+=(System.nanoTime()-t)/1e6; }
  public static void main(String[] a) {
    new Dl4jEngine().probe(Device.AUTO);
    NetworkSpec spec = NetworkSpec.isotropic(3, Arrays.stream(a[0].split(",")).map(Integer::valueOf).toList(), Arrays.stream(a[1].split(",")).map(Integer::valueOf).toList());
    int d=Integer.parseInt(a[2]); int N=2;
    Recorder r = new Recorder(); Parameters p = new Parameters(Weights.initial(spec,1)); Map<String,Variable> leaves = p.leaves(r);
    Variable in = r.leaf(N,3,d,d,d);
    List<Variable> heads = ResidualEncoderUnet.forward(r,in,leaves::get,spec);
    List<Variable> y = new ArrayList<>();
    for (Variable h : heads) { int[] s=h.shape().clone(); s[1]=1; y.add(r.leaf(s)); }
    Variable loss = Losses.deeplySupervised(r,heads,y,y,LossSpec.paperA());
    Program pr = r.program(loss);
    boolean detail = a.length>3;
    List<Instruction> ins = pr.instructions().stream().map(i -> { String n=i.kernel().getClass().getSimpleName(); if (i.kernel() instanceof ConvolutionKernel) n+= detail ? " "+Arrays.toString(i.inputs().get(1).shape())+" @"+i.output().shape()[4] : " "+(i.inputs().get(1).shape()[2]); else if (detail) n += Arrays.toString(i.output().shape()); return new Instruction(new Timed(i.kernel(), n), i.inputs(), i.output()); }).toList();
    ArrayPool pool = new ArrayPool();
    Execution e = new Execution(new Program(ins, pr.variables(), pr.outputs()), pool);
    p.bind(e, leaves); DeviceArray x=pool.take(in.shape()); float[] v=new float[x.length()]; Random q=new Random(1); for(int i=0;i<v.length;i++) v[i]=(float)q.nextGaussian(); x.put(0,v,0,v.length); e.set(in,x);
    for (Variable h : y) { DeviceArray t=pool.take(h.shape()); Floats.fill(t,0,t.length(),1); e.set(h,t); }
    DeviceArray one=pool.take(1); Floats.fill(one,0,1,1);
    int reps=4; long t0=0;
    for (int i=0;i<=reps;i++) { if(i==1){times.clear();t0=System.nanoTime();} e.forward(true); e.backward(Map.of(loss,one), List.copyOf(leaves.values())).values().forEach(pool::give); e.release(); }
    double total=(System.nanoTime()-t0)/1e6/reps; double[] s={0};
    times.entrySet().stream().sorted((u,w)->Double.compare(w.getValue()[0],u.getValue()[0])).limit(40).forEach(u->{System.out.printf("%8.1f %s%n",u.getValue()[0]/reps,u.getKey());});
    times.values().forEach(u->s[0]+=u[0]/reps);
    System.out.printf("total %.0f, in kernels %.0f%n", total, s[0]);
  }
}
